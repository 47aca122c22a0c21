namespace RagDocs.Retrieval.Segments;

/// <summary>Which neighbouring segments are worth merging: few segments make searches fast, few merges make changes cheap.</summary>
/// <param name="MostInMemory">Chunks in memory from which on they are written.</param>
/// <param name="BuiltAtOnce">Chunks of a segment when all of them are made.</param>
/// <param name="MostOnDisk">Segments on disk beyond which two of them become one.</param>
/// <param name="Largest">Chunks of a segment; a part of words cannot be larger than 2 GB, and 180 words a chunk take about 1 KB.</param>
internal sealed record SegmentTiers(int MostInMemory = 4_096, int BuiltAtOnce = 20_000, int MostOnDisk = 8, int Largest = 500_000)
{
    private const double MostHidden = 0.4;
    private const int Small = 64;

    /// <summary>The newest segments in memory that are to become one: each at most about twice as large as those behind it together.</summary>
    public static IReadOnlyList<SegmentView> InMemory(SegmentSet set)
    {
        var (count, units) = (0, 0);
        for (var i = set.Views.Count - 1; i >= 0 && set.Views[i].Segment.Name is null; i--)
        {
            if (count > 0 && set.Views[i].Segment.Units > (2 * units) + Small) break;
            units += set.Views[i].Segment.Units;
            count++;
        }

        return count < 2 ? [] : [.. set.Views.TakeLast(count)];
    }

    /// <summary>Segments on disk that are to become one; none when all is well.</summary>
    public IReadOnlyList<SegmentView> OnDisk(SegmentSet set)
    {
        var views = set.Views.TakeWhile(view => view.Segment.Name is not null).ToList();
        var wasteful = views.Find(view => view.LivingUnits < (1 - MostHidden) * view.Segment.Units);
        if (wasteful is not null) return [wasteful];
        if (views.Count <= MostOnDisk) return [];
        return views.Zip(views.Skip(1), (a, b) => new[] { a, b }).Where(pair => Living(pair) <= Largest).MinBy(Living) ?? [];
    }

    private static int Living(SegmentView[] pair) => pair.Sum(view => view.LivingUnits);
}

using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// The units that hold a phrase: those that hold all of its words, rarest word first, and of them those where a field has the words at the
/// right distances.
/// </summary>
internal static class PhraseMatcher
{
    public static AllowedUnits Restrict(KeywordPart part, QueryPhrase phrase, AllowedUnits? allowed)
    {
        var words = phrase.Words.Select(word => new PhraseCursor(part, word)).OrderBy(word => word.DocumentFrequency).ToArray();
        var ranges = new List<UnitRange>();
        if (words.Length > 0 && part.HasPositions)
        {
            foreach (var unit in words[0].Units())
            {
                if ((allowed is null || allowed.Contains(unit)) && Array.TrueForAll(words, word => word.MoveTo(unit)) && Meet(words)) Add(ranges, unit);
            }
        }

        return new AllowedUnits(ranges, part.Units);
    }

    private static bool Meet(PhraseCursor[] words)
    {
        var starts = new HashSet<long>(words[0].Starts());
        foreach (var word in words.AsSpan(1))
        {
            starts.IntersectWith(word.Starts());
            if (starts.Count == 0) return false;
        }

        return starts.Count > 0;
    }

    private static void Add(List<UnitRange> ranges, int unit)
    {
        if (ranges.Count > 0 && ranges[^1].End == unit) ranges[^1] = ranges[^1] with { End = unit + 1 };
        else ranges.Add(new UnitRange(unit, unit + 1));
    }
}

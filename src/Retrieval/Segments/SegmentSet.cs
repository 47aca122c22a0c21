using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Segments;

/// <summary>The whole index as it was at one moment: segments from old to new, of which the newer hide what the older hold of the same document.</summary>
/// <param name="Generation">The index generation whose chunks these are.</param>
/// <param name="LastChange">Highest <see cref="Store.IndexChange.Id"/> taken into account.</param>
internal sealed record SegmentSet(long Generation, int Dimensions, long LastChange, IReadOnlyList<SegmentView> Views)
{
    public LanguageSet Languages { get; } = Views.Aggregate(default(LanguageSet), (set, view) => set.With(view.Segment.Documents.Languages));

    public int LivingUnits => Views.Sum(view => view.LivingUnits);

    public static SegmentSet Of(long generation, int dimensions, long lastChange, IEnumerable<Segment> segments) =>
        segments.Aggregate(new SegmentSet(generation, dimensions, lastChange, []), (set, segment) => set.With(segment, lastChange));

    /// <summary>This and a segment newer than all of its own.</summary>
    public SegmentSet With(Segment newest, long lastChange) =>
        this with { LastChange = lastChange, Views = [.. Views.Select(view => view.Without(newest.Documents.Ids)), new SegmentView(newest)] };

    /// <summary>This with one segment in place of neighbouring ones that it was merged from.</summary>
    /// <param name="merged">Null when nothing of them was left.</param>
    public SegmentSet Replacing(IReadOnlyList<Segment> sources, Segment? merged)
    {
        var first = Views.Select((view, i) => (view, i)).First(x => x.view.Segment == sources[0]).i;
        var newer = Views.Skip(first + sources.Count).ToList();
        var put = merged is null ? [] : new[] { newer.Aggregate(new SegmentView(merged), (view, other) => view.Without(other.Segment.Documents.Ids)) };
        return this with { Views = [.. Views.Take(first), .. put, .. newer] };
    }
}

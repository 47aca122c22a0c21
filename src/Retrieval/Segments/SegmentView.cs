using System.Collections.Concurrent;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Segments;

/// <summary>A segment and which of its documents are still the newest of their kind. Immutable.</summary>
internal sealed class SegmentView
{
    private const int MostScopes = 256;

    private readonly bool[] _hidden;
    private readonly ConcurrentDictionary<string, Allowed> _allowed = new(StringComparer.Ordinal);

    public SegmentView(Segment segment)
        : this(segment, new bool[segment.Documents.Count])
    {
    }

    private SegmentView(Segment segment, bool[] hidden)
    {
        (Segment, _hidden) = (segment, hidden);
        for (var i = 0; i < hidden.Length; i++) LivingUnits += hidden[i] ? 0 : segment.Documents.UnitsOf(i).Length;
    }

    public Segment Segment { get; }

    /// <summary>Chunks that a search over everything may find.</summary>
    public int LivingUnits { get; }

    public bool IsHidden(int document) => _hidden[document];

    /// <summary>The same without the documents that a newer segment holds (or says are gone); this one when it has none of them.</summary>
    public SegmentView Without(ReadOnlySpan<long> newer)
    {
        bool[]? hidden = null;
        foreach (var id in newer)
        {
            if (Segment.Documents.Find(id) is not (>= 0 and var document) || _hidden[document]) continue;
            hidden ??= [.. _hidden];
            hidden[document] = true;
        }

        return hidden is null ? this : new SegmentView(Segment, hidden);
    }

    /// <summary>The chunks and documents in a scope that are not hidden.</summary>
    public Allowed In(SearchScope scope)
    {
        var key = scope.Collections is { } collections ? string.Join(',', collections.Order()) : "*";
        if (_allowed.TryGetValue(key, out var known)) return known;
        if (_allowed.Count >= MostScopes) _allowed.Clear();
        return _allowed[key] = Work(scope);
    }

    private Allowed Work(SearchScope scope)
    {
        var documents = Segment.Documents;
        var seen = Enumerable.Range(0, _hidden.Length).Where(i => !_hidden[i] && documents.UnitsOf(i).Length > 0 && scope.Allows(documents.Collection(i))).ToList();
        return new Allowed(
            new AllowedUnits(UnitRange.Joined(seen.Select(documents.UnitsOf)), Segment.Units),
            new AllowedUnits(UnitRange.Joined(seen.Select(i => new UnitRange(i, i + 1))), _hidden.Length));
    }
}

/// <summary>What a search may see of one segment.</summary>
internal sealed record Allowed(AllowedUnits Chunks, AllowedUnits Documents);

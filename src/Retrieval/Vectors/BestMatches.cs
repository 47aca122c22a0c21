namespace RagDocs.Retrieval.Vectors;

/// <summary>The highest scores so far, best first; equal ones in the order of parts and units. Carried from part to part.</summary>
internal sealed class BestMatches(int top) : IComparer<VectorMatch>
{
    private readonly List<VectorMatch> _matches = new(Math.Min(top, 1024));

    public IReadOnlyList<VectorMatch> Matches => _matches;

    public int Top => top;

    /// <summary>What a score must reach to matter; minus infinity while there is room.</summary>
    public float Floor => _matches.Count < top ? float.NegativeInfinity : _matches[^1].Score;

    public void Add(VectorMatch match)
    {
        if (_matches.Count == top)
        {
            if (Compare(match, _matches[^1]) >= 0) return;
            _matches.RemoveAt(top - 1);
        }

        var at = _matches.BinarySearch(match, this);
        _matches.Insert(at < 0 ? ~at : at, match);
    }

    public int Compare(VectorMatch x, VectorMatch y)
    {
        var order = y.Score.CompareTo(x.Score);
        if (order == 0) order = x.Part.CompareTo(y.Part);
        return order != 0 ? order : x.Unit.CompareTo(y.Unit);
    }
}

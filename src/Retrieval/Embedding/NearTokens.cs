using System.Collections.Concurrent;

namespace RagDocs.Retrieval.Embedding;

/// <param name="Cosine">Of the two tokens' vectors.</param>
internal readonly record struct NearToken(int Id, float Cosine);

/// <summary>
/// The tokens of a vocabulary that are near one, by the cosine of their vectors. Worked out over the whole table when a token is first
/// asked for, and kept: people ask with the same words again and again. Safe to use from many threads.
/// </summary>
/// <param name="least">Cosine that a near token exceeds.</param>
/// <param name="mostKept">Near tokens kept, of all tokens together; 8 bytes each.</param>
internal sealed class NearTokens(TokenTable table, float least, int mostKept = 1 << 20)
{
    private readonly ConcurrentDictionary<int, NearToken[]> _known = new();
    private int _kept;

    /// <summary>One list for each of the tokens, the token itself in its own. Nothing is near to a token whose vector is zero.</summary>
    public IReadOnlyList<NearToken[]> Of(ReadOnlySpan<int> ids)
    {
        var found = new NearToken[ids.Length][];
        var missing = new List<int>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (_known.TryGetValue(ids[i], out var known)) found[i] = known;
            else if (!missing.Contains(ids[i])) missing.Add(ids[i]);
        }

        if (missing.Count == 0) return found;
        var read = table.NearTo([.. missing], least);
        for (var i = 0; i < ids.Length; i++) found[i] ??= read[missing.IndexOf(ids[i])];
        for (var i = 0; i < read.Length; i++) Keep(missing[i], read[i]);
        return found;
    }

    private void Keep(int id, NearToken[] near)
    {
        if (Interlocked.Add(ref _kept, near.Length + 1) > mostKept)
        {
            _known.Clear();
            Interlocked.Exchange(ref _kept, near.Length + 1);
        }

        _known[id] = near;
    }
}

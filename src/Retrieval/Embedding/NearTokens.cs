namespace RagDocs.Retrieval.Embedding;

/// <param name="Cosine">Of the two tokens' vectors.</param>
internal readonly record struct NearToken(int Id, float Cosine);

/// <summary>
/// The tokens of a vocabulary that are near one, by the cosine of their vectors. Worked out over the whole table when a token is first
/// asked for, or before by <see cref="NearTokensPreparation"/>, and kept: people ask with the same words again and again. Safe to use from many threads.
/// </summary>
/// <param name="least">Cosine that a near token exceeds.</param>
/// <param name="mostKept">Near tokens kept, of all tokens together; 8 bytes each.</param>
internal sealed class NearTokens(TokenTable table, float least, int mostKept = 1 << 20)
{
    private readonly NearToken[]?[] _known = new NearToken[]?[table.Tokens];
    private int _kept;

    /// <summary>Tokens of the vocabulary.</summary>
    public int Tokens => _known.Length;

    /// <summary>So many are kept that another one may push out all the others.</summary>
    public bool IsFull => Volatile.Read(ref _kept) >= mostKept / 4 * 3;

    /// <summary>One list for each of the tokens, the token itself in its own. Nothing is near to a token whose vector is zero.</summary>
    public IReadOnlyList<NearToken[]> Of(ReadOnlySpan<int> ids)
    {
        var found = new NearToken[ids.Length][];
        var missing = new List<int>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (Volatile.Read(ref _known[ids[i]]) is { } known) found[i] = known;
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
            Array.Clear(_known);
            Interlocked.Exchange(ref _kept, near.Length + 1);
        }

        Volatile.Write(ref _known[id], near);
    }
}

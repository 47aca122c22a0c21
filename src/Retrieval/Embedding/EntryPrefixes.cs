namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// Says how long a word's beginning may at most be for entries of a vocabulary to begin so: a filter after Bloom (1970) over all beginnings of all
/// entries. It errs to the long side only, which costs a look-up and never a hit.
/// </summary>
internal sealed class EntryPrefixes
{
    private const int Bits = 1 << 21;
    private const uint FnvStart = 2166136261;
    private const uint FnvPrime = 16777619;

    private readonly ulong[] _bits = new ulong[Bits / 64];

    public EntryPrefixes(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            var hash = FnvStart;
            foreach (var c in entry)
            {
                hash = (hash ^ c) * FnvPrime;
                _bits[Word(hash)] |= 1UL << (int)(hash & 63);
            }
        }
    }

    /// <returns>0 to the word's length.</returns>
    public int Longest(ReadOnlySpan<char> word)
    {
        var hash = FnvStart;
        for (var i = 0; i < word.Length; i++)
        {
            hash = (hash ^ word[i]) * FnvPrime;
            if ((_bits[Word(hash)] >> (int)(hash & 63) & 1) == 0) return i;
        }

        return word.Length;
    }

    // The upper bits of the hash are the better ones.
    private static int Word(uint hash) => (int)(hash >> 6) & (Bits / 64 - 1);
}

using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Counts the terms of a chunk by the numbers they have in sparse vectors.</summary>
internal sealed class TermFrequencies : ITermSink
{
    /// <summary>What one occurrence counts in the field that is being read.</summary>
    public double Weight { get; set; } = 1;

    public Dictionary<uint, double> Frequencies { get; } = [];

    public void Add(scoped IndexTerm term)
    {
        var id = IdOf(term.Bytes);
        Frequencies[id] = Frequencies.GetValueOrDefault(id) + Weight;
    }

    /// <summary>
    /// FNV-1a of the term's bytes, mixed once more: the same in every process and version. Of 1,000,000 different terms about 230 share
    /// their number with another; such a pair is found by either word, which costs a rank now and then and nothing else.
    /// </summary>
    internal static uint IdOf(ReadOnlySpan<byte> term)
    {
        var hash = 2_166_136_261u;
        foreach (var octet in term) hash = unchecked((hash ^ octet) * 16_777_619u);
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6Bu);
        return hash ^ (hash >> 13);
    }
}

using RagDocs.Retrieval;

namespace RagDocs.Generation.Citations;

/// <summary>Tells which chunk of a passage a quote stands in, since a passage may join neighbouring chunks.</summary>
public static class QuotedChunk
{
    /// <returns>The chunk in which the quote begins; the passage's best one when there is no quote or it is not found.</returns>
    public static long In(Passage passage, string quote)
    {
        if (QuoteLocator.Find(passage.Text, quote) is not { } found) return passage.ChunkId;
        return passage.Parts.FirstOrDefault(p => found.Start >= p.Start && found.Start < p.Start + p.Length)?.ChunkId ?? passage.ChunkId;
    }
}

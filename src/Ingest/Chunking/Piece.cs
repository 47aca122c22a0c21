using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Chunking;

/// <summary>A stretch of one block that is not cut further.</summary>
/// <param name="Block">Where it comes from.</param>
/// <param name="Start">Offset in the block's text.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Tokens">Its size.</param>
/// <param name="Header">Header row to be repeated before it: rows of a table that was cut. Null for everything else.</param>
internal readonly record struct Piece(Block Block, int Start, int Length, int Tokens, string? Header = null)
{
    public int End => Start + Length;
}

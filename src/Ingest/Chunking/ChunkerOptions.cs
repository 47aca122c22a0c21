using System.ComponentModel.DataAnnotations;

namespace RagDocs.Ingest.Chunking;

/// <summary>Sizes of chunks, in tokens of the counter given to <see cref="Chunker"/>. Chunks do not overlap.</summary>
public sealed class ChunkerOptions
{
    /// <summary>Paragraphs are joined up to this size, and longer ones are cut to it at sentence borders. Default 300.</summary>
    [Range(20, 4_000)]
    public int TargetTokens { get; set; } = 300;

    /// <summary>
    /// Two neighbours are joined only when one of them is smaller than this, so that a paragraph that can stand alone is cited alone.
    /// Default 100.
    /// </summary>
    [Range(0, 4_000)]
    public int SmallTokens { get; set; } = 100;

    /// <summary>A table up to this size stays whole; a longer one is cut between rows, its header row repeated. Default 500.</summary>
    [Range(20, 4_000)]
    public int TableTokens { get; set; } = 500;

    /// <summary>Characters in a chunk whatever the counter says; word rectangles address at most 65,535. Default 12,000.</summary>
    [Range(200, 60_000)]
    public int MaxCharacters { get; set; } = 12_000;

    /// <summary>All of it in one line: an index whose chunks were cut under another line is made anew.</summary>
    internal string Fingerprint => FormattableString.Invariant(
        $"version {Chunker.Version}, target {TargetTokens}, small {SmallTokens}, table {TableTokens}, characters {MaxCharacters}");
}

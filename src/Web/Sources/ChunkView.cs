namespace RagDocs.Web.Sources;

/// <summary>A part of a document's read text beside the passages it was cut into.</summary>
/// <param name="ChunkCount">Passages of the whole document.</param>
/// <param name="First">Position of the first passage shown, counted from 0.</param>
/// <param name="Text">The text around these passages; null when it is not kept any more, or was read differently since.</param>
public sealed record ChunkView(
    long VersionId, string Title, string Collection, string Path, int ChunkCount, int First, IReadOnlyList<ShownChunk> Chunks,
    IReadOnlyList<TextStretch>? Text);

/// <summary>A passage with its place.</summary>
/// <param name="Ordinal">Counted from 0.</param>
public sealed record ShownChunk(int Ordinal, string HeadingPath, string Text, int? Page, int? Paragraph, string? Cells, int Start, int Length, int Tokens);

/// <summary>A stretch of the read text.</summary>
/// <param name="Ordinal">The passage it is; null when it is in none: a heading that stands in the heading path, or white space.</param>
public sealed record TextStretch(string Text, int? Ordinal);

namespace RagDocs.Web.Sources;

/// <summary>A document opened at a cited place, as the viewer shows it.</summary>
/// <param name="VersionNumber">The version the answer read.</param>
/// <param name="NewestVersionNumber">Larger when a newer version exists.</param>
/// <param name="Page">Page of the passage; null for formats without pages.</param>
/// <param name="Blocks">The text around the place (for PDFs: of the page), in reading order.</param>
/// <param name="Marks">Rectangles of the quoted words on the page; empty for formats without pages.</param>
public sealed record SourceView(
    long DocumentId,
    long VersionId,
    int VersionNumber,
    int NewestVersionNumber,
    string Title,
    string Collection,
    string Path,
    string MediaType,
    int? Page,
    int? Pages,
    string HeadingPath,
    IReadOnlyList<SourceBlock> Blocks,
    IReadOnlyList<MarkBox> Marks);

/// <summary>A stretch of the document's text.</summary>
/// <param name="MarkStart">Offset of the quoted words in the text.</param>
/// <param name="MarkLength">0 when nothing in this block is quoted.</param>
public sealed record SourceBlock(long ChunkId, string HeadingPath, string Text, bool IsTable, int MarkStart, int MarkLength);

/// <summary>A rectangle to be marked, as fractions of the page, origin top left.</summary>
public sealed record MarkBox(double X, double Y, double Width, double Height);

using RagDocs.Ingest.Readers;

namespace RagDocs.Web.Sources;

/// <summary>A document opened at a cited place, as the viewer shows it.</summary>
/// <param name="VersionNumber">The version the answer read.</param>
/// <param name="NewestVersionNumber">Larger when a newer version exists.</param>
/// <param name="Page">Page or slide of the passage; null for formats without pages.</param>
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
    IReadOnlyList<MarkBox> Marks)
{
    /// <summary>The document has more text before the first block.</summary>
    public bool HasMoreBefore { get; init; }

    /// <summary>The document has more text behind the last block.</summary>
    public bool HasMoreAfter { get; init; }
}

/// <summary>A stretch of the document's text.</summary>
/// <param name="Kind">What it is in its document; null when that is not known any more, and its text may be anything.</param>
/// <param name="MarkStart">Offset of the quoted words in the text.</param>
/// <param name="MarkLength">0 when nothing in this block is quoted.</param>
public sealed record SourceBlock(BlockKind? Kind, string HeadingPath, string Text, int MarkStart, int MarkLength)
{
    /// <summary>How many headings stand above it.</summary>
    public int Depth { get; init; }

    /// <summary>Page or slide; null for formats without pages.</summary>
    public int? Page { get; init; }

    /// <summary>Cells of a sheet that the text shows; null for everything else.</summary>
    public CellRange? Cells { get; init; }
}

/// <summary>A rectangle to be marked, as fractions of the page, origin top left.</summary>
public sealed record MarkBox(double X, double Y, double Width, double Height);

using RagDocs.Retrieval;

namespace RagDocs.Ingest.Readers;

public enum BlockKind
{
    Heading,
    Paragraph,
    List,

    /// <summary>Rows separated by line feeds, cells by " | "; the first row is the header.</summary>
    Table,
    Code,
    Caption,
}

/// <summary>A piece of a document in reading order, as its format shows it.</summary>
public sealed record Block
{
    public required BlockKind Kind { get; init; }

    /// <summary>Without markup; never empty.</summary>
    public required string Text { get; init; }

    /// <summary>Rank of a heading, 1 the highest; 0 for other blocks.</summary>
    public int Level { get; init; }

    /// <summary>The cells of a sheet that the text shows; null for formats without sheets.</summary>
    public CellRange? Cells { get; init; }

    /// <summary>PDF page or slide counted from 1; null for formats without pages. A block never crosses a page border.</summary>
    public int? Page { get; init; }

    /// <summary>Number among the blocks that are not headings, counted from 1; 0 for headings. Set by <see cref="DocumentReader"/>.</summary>
    public int Paragraph { get; init; }

    /// <summary>Offset of the text in the document's read text (all blocks joined by an empty line). Set by <see cref="DocumentReader"/>.</summary>
    public int Start { get; init; }

    /// <summary>Headings above, outermost first. Set by <see cref="DocumentReader"/>.</summary>
    public IReadOnlyList<string> HeadingPath { get; init; } = [];

    /// <summary>Rectangles of the words, in order of the text; empty for formats without pages.</summary>
    public IReadOnlyList<WordBox> Words { get; init; } = [];
}

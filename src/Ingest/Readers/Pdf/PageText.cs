using System.Buffers;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Turns pages into blocks: words joined by spaces, each with its rectangle; tables put together row by row; headings guessed from geometry.</summary>
internal sealed class PageText(BlockCollector blocks)
{
    // Rectangles of recognised words fit closely: their heights compare among themselves only.
    private readonly BodyHeight _typesetHeight = new();
    private readonly BodyHeight _recognizedHeight = new();
    private readonly BlockText _text = new();

    public void Add(PdfPage page)
    {
        foreach (var line in page.Lines) BodyHeightOf(page).Add(line, page.Words);
        var tables = TableFinder.Find(page);
        var tableOfLine = ArrayPool<PdfTable?>.Shared.Rent(page.Lines.Count);
        Array.Clear(tableOfLine);
        foreach (var table in tables)
        {
            foreach (var line in table.Rows.SelectMany(r => r)) tableOfLine[line] = table;
        }

        var added = new HashSet<PdfTable>(ReferenceEqualityComparer.Instance);
        foreach (var block in BrokenParagraphs.Join(page, tableOfLine))
        {
            AddText(page, block, tableOfLine);
            for (var i = block.FirstLine; tables.Count > 0 && i < block.EndLine; i++)
            {
                if (tableOfLine[i] is { } table && added.Add(table)) AddTable(page, table);
            }
        }

        ArrayPool<PdfTable?>.Shared.Return(tableOfLine);
    }

    private BodyHeight BodyHeightOf(PdfPage page) => page.IsRecognized ? _recognizedHeight : _typesetHeight;

    /// <summary>The block without the lines that belong to a table.</summary>
    private void AddText(PdfPage page, PdfBlock block, PdfTable?[] tableOfLine)
    {
        var height = float.MaxValue;
        var lines = 0;
        for (var i = block.FirstLine; i < block.EndLine; i++)
        {
            if (tableOfLine[i] is not null) continue;
            lines++;
            height = Math.Min(height, page.Lines[i].Height);
            _text.AddLine(page, page.Lines[i]);
        }

        var (text, words) = _text.Take();
        if (text.Length == 0) return;
        var level = HeadingGuess.Level(text, lines, height / BodyHeightOf(page).Median);
        blocks.Add(level > 0 ? BlockKind.Heading : BlockKind.Paragraph, text, level, page.Number, words);
    }

    private void AddTable(PdfPage page, PdfTable table)
    {
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Count; i++) _text.AddCell(page, page.Lines[row[i]], isFirst: i == 0);
        }

        var (text, words) = _text.Take();
        if (text.Length > 0) blocks.Add(BlockKind.Table, text, 0, page.Number, words);
    }
}

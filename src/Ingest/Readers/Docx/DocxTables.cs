using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>Tables as text: a line for each row, cells separated by " | ", notes gathered for after the table.</summary>
internal static class DocxTables
{
    /// <summary>A frame around text rather than a table: never more than one cell in a row.</summary>
    public static bool IsLayout(Table table) => Rows(table).All(r => Cells(r).Take(2).Count() < 2);

    public static string Text(Table table, List<ParagraphText> paragraphs)
    {
        var lines = new StringBuilder();
        foreach (var row in Rows(table))
        {
            var cells = Cells(row).Select(c => CellText(c, paragraphs)).ToList();
            if (!cells.Exists(c => c.Length > 0)) continue;
            if (lines.Length > 0) lines.Append('\n');
            lines.AppendJoin(" | ", cells);
        }

        return lines.ToString();
    }

    public static IEnumerable<TableCell> Cells(TableRow row) =>
        row.ChildElements.SelectMany(IEnumerable<OpenXmlElement> (c) => c is SdtCell { SdtContentCell: { } content } ? content.ChildElements : [c]).OfType<TableCell>();

    public static IEnumerable<TableRow> Rows(Table table) =>
        table.ChildElements
            .SelectMany(IEnumerable<OpenXmlElement> (c) => c is SdtRow { SdtContentRow: { } content } ? content.ChildElements : [c])
            .OfType<TableRow>()
            .Where(r => r.TableRowProperties?.GetFirstChild<Deleted>() is null);

    private static string CellText(TableCell cell, List<ParagraphText> paragraphs)
    {
        var text = new StringBuilder();
        foreach (var paragraph in cell.Descendants<Paragraph>().Where(p => !p.Ancestors<TextBoxContent>().Any()))
        {
            var read = new ParagraphText(paragraph);
            paragraphs.Add(read);
            foreach (var line in read.Text.AsSpan().EnumerateLines())
            {
                if (line.IsWhiteSpace()) continue;
                if (text.Length > 0) text.Append(' ');
                text.Append(line.Trim());
            }
        }

        return text.ToString();
    }
}

using System.Text;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>Turns elements of text content into blocks: headings, paragraphs, lists, tables; notes and boxes follow the block that holds them.</summary>
/// <param name="styles">Of the file.</param>
/// <param name="add">Takes each block: kind, text, level of a heading.</param>
internal sealed class OdfBlocks(OdfStyles styles, Action<BlockKind, string, int> add)
{
    private const int DeepestNesting = 50;
    private const int DeepestHeading = 6;
    private const int MostRepeated = 64;

    private readonly OdfNumbering _numbering = new(styles);
    private int _depth;

    public void AddAll(XElement parent)
    {
        foreach (var child in parent.Elements()) Add(child);
    }

    public void Add(XElement element)
    {
        if (_depth == DeepestNesting) return;
        _depth++;
        switch (element.Name.LocalName)
        {
            case "h":
                AddHeading(element, _numbering.NextHeading(element));
                break;
            case "p":
                AddParagraph(element, styles.IsTitle(element.Value("style-name")) ? 1 : 0, "");
                break;
            case "list":
                AddList(element);
                break;
            case "table":
                AddTable(element);
                break;
            case "section" or "frame" or "text-box" or "custom-shape" or "g" or "rect" or "ellipse" or "numbered-paragraph" or "note-body":
                AddAll(element);
                break;
        }

        _depth--;
    }

    private void AddHeading(XElement element, string label) =>
        AddParagraph(element, int.TryParse(element.Value("outline-level"), out var level) ? Math.Clamp(level, 1, DeepestHeading) : 1, label);

    private void AddParagraph(XElement element, int level, string label)
    {
        var paragraph = new OdfParagraph(element);
        if (paragraph.Text.Length > 0) add(level > 0 ? BlockKind.Heading : BlockKind.Paragraph, label.Length > 0 ? $"{label} {paragraph.Text}" : paragraph.Text, level);
        AddAttachments([paragraph]);
    }

    private void AddList(XElement list)
    {
        // Numbered headings are written as list items.
        if (list.Below("h").Any())
        {
            AddHeadings(list, list.Value("style-name"), 1);
            return;
        }

        var lines = new StringBuilder();
        var paragraphs = new List<OdfParagraph>();
        AddItems(list, list.Value("style-name"), 1, lines, paragraphs);
        if (lines.Length > 0) add(BlockKind.List, lines.ToString(), 0);
        AddAttachments(paragraphs);
    }

    private void AddHeadings(XElement list, string? style, int level)
    {
        if (level > DeepestNesting) return;
        foreach (var child in list.Elements().Where(e => e.Is("list-item") || e.Is("list-header")).SelectMany(item => item.Elements()))
        {
            if (child.Is("list")) AddHeadings(child, child.Value("style-name") ?? style, level + 1);
            else if (child.Is("h")) AddHeading(child, _numbering.Next(style, level, null) ?? _numbering.NextHeading(child));
            else Add(child);
        }
    }

    private void AddItems(XElement list, string? style, int level, StringBuilder lines, List<OdfParagraph> paragraphs)
    {
        if (level > DeepestNesting) return;
        if (list.Value("continue-numbering") != "true" && list.Value("continue-list") is null) _numbering.Restart(style, level);
        foreach (var item in list.Elements().Where(e => e.Is("list-item") || e.Is("list-header")))
        {
            int? start = int.TryParse(item.Value("start-value"), out var value) ? value : null;
            var counts = item.Elements().Any(c => c.Is("p"));
            var marker = item.Is("list-header") || !counts ? "" : _numbering.Next(style, level, start) is { Length: > 0 } label ? label + " " : "- ";
            foreach (var child in item.Elements())
            {
                if (child.Is("list")) AddItems(child, child.Value("style-name") ?? style, level + 1, lines, paragraphs);
                if (!child.Is("p")) continue;
                var paragraph = new OdfParagraph(child);
                paragraphs.Add(paragraph);
                if (paragraph.Text.Length == 0) continue;
                if (lines.Length > 0) lines.Append('\n');
                lines.Append(' ', (level - 1) * 2).Append(marker).Append(paragraph.Text.ReplaceLineEndings(" "));
                marker = new string(' ', marker.Length);
            }
        }
    }

    private void AddTable(XElement table)
    {
        var rows = Rows(table).Select(r => r.Elements().Where(c => c.Is("table-cell")).ToList()).ToList();
        if (rows.TrueForAll(r => r.Count < 2))
        {
            // A frame around text rather than a table.
            foreach (var cell in rows.SelectMany(r => r)) AddAll(cell);
            return;
        }

        var paragraphs = new List<OdfParagraph>();
        var lines = rows.ConvertAll(r => r.SelectMany(c => Enumerable.Repeat(CellText(c, paragraphs), Repeats(c))).ToList());
        add(BlockKind.Table, string.Join('\n', lines.Where(l => l.Exists(c => c.Length > 0)).Select(l => string.Join(" | ", l))), 0);
        AddAttachments(paragraphs);
    }

    private static IEnumerable<XElement> Rows(XElement table) => table.Elements().SelectMany(e => e.Name.LocalName switch
    {
        "table-row" => [e],
        "table-header-rows" or "table-rows" or "table-row-group" => Rows(e),
        _ => Enumerable.Empty<XElement>(),
    });

    private static int Repeats(XElement cell) => int.TryParse(cell.Value("number-columns-repeated"), out var count) ? Math.Clamp(count, 1, MostRepeated) : 1;

    private static string CellText(XElement cell, List<OdfParagraph> paragraphs)
    {
        var texts = new List<string>();
        foreach (var element in cell.Descendants().Where(e => (e.Is("p") || e.Is("h")) && !IsInside(e, cell)))
        {
            var paragraph = new OdfParagraph(element);
            paragraphs.Add(paragraph);
            if (paragraph.Text.Length > 0) texts.Add(paragraph.Text.ReplaceLineEndings(" "));
        }

        return string.Join(' ', texts);
    }

    /// <summary>Paragraphs of boxes, notes and comments come with the paragraph that holds those.</summary>
    private static bool IsInside(XElement paragraph, XElement cell) =>
        paragraph.Ancestors().TakeWhile(a => a != cell).Any(a => a.Is("p") || a.Is("h") || a.Is("annotation"));

    private void AddAttachments(IReadOnlyList<OdfParagraph> paragraphs)
    {
        foreach (var note in paragraphs.SelectMany(p => p.Notes))
        {
            var text = string.Join(' ', note.Elements().Where(e => e.Is("p") || e.Is("h")).Select(p => new OdfParagraph(p).Text)).Trim();
            if (text.Length > 0) add(BlockKind.Paragraph, text, 0);
        }

        foreach (var box in paragraphs.SelectMany(p => p.Boxes)) Add(box);
    }
}

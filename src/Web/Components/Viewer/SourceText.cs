using RagDocs.Web.Sources;

namespace RagDocs.Web.Components.Viewer;

public enum TextKind
{
    Paragraph,
    List,
    Table,
}

/// <summary>A stretch of text, quoted or not.</summary>
public sealed record TextSpan(string Text, bool Marked);

/// <summary>A line of a paragraph, an entry of a list or a row of a table; a row's cells are separate.</summary>
public sealed record TextLine(IReadOnlyList<IReadOnlyList<TextSpan>> Cells);

public sealed record TextPart(TextKind Kind, IReadOnlyList<TextLine> Lines);

/// <summary>Cuts a block's text into paragraphs, lists and tables, keeping the quoted words marked across the cuts.</summary>
internal static class SourceText
{
    private const string CellSeparator = " | ";
    private const string Bullet = "- ";

    public static IReadOnlyList<TextPart> Parts(SourceBlock block)
    {
        var parts = new List<TextPart>();
        var lines = new List<TextLine>();
        var kind = TextKind.Paragraph;
        var start = 0;
        while (start <= block.Text.Length)
        {
            var end = block.Text.IndexOf('\n', start);
            if (end < 0) end = block.Text.Length;
            var line = block.Text.AsSpan(start, end - start);
            if (line.IsWhiteSpace())
            {
                Close();
            }
            else
            {
                var next = KindOf(line, block.IsTable);
                if (next != kind) Close();
                kind = next;
                lines.Add(new TextLine(Cells(block, start, end, kind)));
            }

            start = end + 1;
        }

        Close();
        return parts;

        void Close()
        {
            if (lines.Count > 0) parts.Add(new TextPart(kind, [.. lines]));
            lines.Clear();
        }
    }

    private static TextKind KindOf(ReadOnlySpan<char> line, bool isTable)
    {
        if (isTable && line.Contains(CellSeparator, StringComparison.Ordinal)) return TextKind.Table;
        return line.TrimStart().StartsWith(Bullet, StringComparison.Ordinal) ? TextKind.List : TextKind.Paragraph;
    }

    private static List<IReadOnlyList<TextSpan>> Cells(SourceBlock block, int start, int end, TextKind kind)
    {
        var cells = new List<IReadOnlyList<TextSpan>>();
        if (kind == TextKind.List) start = block.Text.IndexOf(Bullet, start, StringComparison.Ordinal) + Bullet.Length;
        while (kind == TextKind.Table)
        {
            var cut = block.Text.IndexOf(CellSeparator, start, end - start, StringComparison.Ordinal);
            if (cut < 0) break;
            cells.Add(Spans(block, start, cut));
            start = cut + CellSeparator.Length;
        }

        cells.Add(Spans(block, start, end));
        return cells;
    }

    private static List<TextSpan> Spans(SourceBlock block, int start, int end)
    {
        var from = Math.Clamp(block.MarkStart, start, end);
        var to = Math.Clamp(block.MarkStart + block.MarkLength, from, end);
        return [.. new[] { (start, from, false), (from, to, true), (to, end, false) }
            .Where(s => s.Item2 > s.Item1)
            .Select(s => new TextSpan(block.Text[s.Item1..s.Item2], s.Item3))];
    }
}

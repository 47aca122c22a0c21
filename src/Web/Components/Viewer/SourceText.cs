using RagDocs.Ingest.Readers;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Components.Viewer;

public enum TextKind
{
    Paragraph,
    List,
    Table,
    Code,
    Caption,
}

/// <summary>A stretch of text, quoted or not.</summary>
public sealed record TextSpan(string Text, bool Marked);

/// <summary>A line of a paragraph, an entry of a list or a row of a table; a row's cells are separate.</summary>
public sealed record TextLine(IReadOnlyList<IReadOnlyList<TextSpan>> Cells)
{
    /// <summary>What stands before an entry of a list: "-" or its number; empty for a line that goes on with the entry above.</summary>
    public string Marker { get; init; } = "";

    /// <summary>How deep an entry of a list lies in others.</summary>
    public int Depth { get; init; }
}

public sealed record TextPart(TextKind Kind, IReadOnlyList<TextLine> Lines);

/// <summary>Cuts a block's text into paragraphs, lists and tables, keeping the quoted words marked across the cuts.</summary>
internal static class SourceText
{
    private const string CellSeparator = " | ";
    private const string Bullet = "- ";

    /// <param name="from">Where in the block's text to begin.</param>
    public static IReadOnlyList<TextPart> Parts(SourceBlock block, int from = 0)
    {
        var parts = new List<TextPart>();
        var lines = new List<TextLine>();
        var kind = TextKind.Paragraph;
        var start = from;
        while (start <= block.Text.Length)
        {
            var end = block.Text.IndexOf('\n', start);
            if (end < 0) end = block.Text.Length;
            var line = block.Text.AsSpan(start, end - start);
            if (line.IsWhiteSpace() && block.Kind != BlockKind.Code)
            {
                Close();
            }
            else
            {
                var next = KindOf(line, block);
                if (next != kind) Close();
                kind = next;
                lines.Add(Line(block, start, end, kind));
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

    /// <summary>A stretch of a block's text, cut where the quoted words begin and end.</summary>
    public static IReadOnlyList<TextSpan> Spans(SourceBlock block, int start, int end)
    {
        var from = Math.Clamp(block.MarkStart, start, end);
        var to = Math.Clamp(block.MarkStart + block.MarkLength, from, end);
        return [.. new[] { (start, from, false), (from, to, true), (to, end, false) }
            .Where(s => s.Item2 > s.Item1)
            .Select(s => new TextSpan(block.Text[s.Item1..s.Item2], s.Item3))];
    }

    private static TextKind KindOf(ReadOnlySpan<char> line, SourceBlock block) => block.Kind switch
    {
        BlockKind.Table => TextKind.Table,
        BlockKind.List => TextKind.List,
        BlockKind.Code => TextKind.Code,
        BlockKind.Caption => TextKind.Caption,
        null when line.Contains(CellSeparator, StringComparison.Ordinal) => TextKind.Table,
        _ => line.TrimStart().StartsWith(Bullet, StringComparison.Ordinal) ? TextKind.List : TextKind.Paragraph,
    };

    private static TextLine Line(SourceBlock block, int start, int end, TextKind kind) => kind switch
    {
        TextKind.List => Entry(block, start, end),
        TextKind.Table => new TextLine(Cells(block, start, end)),
        _ => new TextLine([Spans(block, start, end)]),
    };

    private static TextLine Entry(SourceBlock block, int start, int end)
    {
        var indent = end - start - block.Text.AsSpan(start, end - start).TrimStart().Length;
        var (marker, at) = (ListMarker.Length(block.Text.AsSpan(start + indent, end - start - indent)), start + indent);
        return new TextLine([Spans(block, at + marker, end)]) { Marker = block.Text.Substring(at, marker).Trim(), Depth = indent / 2 };
    }

    private static List<IReadOnlyList<TextSpan>> Cells(SourceBlock block, int start, int end)
    {
        var cells = new List<IReadOnlyList<TextSpan>>();
        while (block.Text.IndexOf(CellSeparator, start, end - start, StringComparison.Ordinal) is >= 0 and var cut)
        {
            cells.Add(Spans(block, start, cut));
            start = cut + CellSeparator.Length;
        }

        cells.Add(Spans(block, start, end));
        return cells;
    }
}

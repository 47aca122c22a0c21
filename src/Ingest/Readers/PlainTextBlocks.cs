using System.Text;

namespace RagDocs.Ingest.Readers;

/// <summary>Cuts text without markup into blocks: a paragraph between empty lines, a heading where a line is underlined.</summary>
internal static class PlainTextBlocks
{
    /// <summary>A text without line ends is cut into blocks of this many characters, at white space.</summary>
    private const int LongestBlock = 20_000;

    public static void Add(BlockCollector blocks, string text)
    {
        var paragraph = new StringBuilder();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            if (trimmed.IsWhiteSpace()) Flush(blocks, paragraph);
            else if (IsUnderline(trimmed, paragraph)) FlushHeading(blocks, paragraph, level: trimmed[0] == '=' ? 1 : 2);
            else Append(paragraph, trimmed);
        }

        Flush(blocks, paragraph);
    }

    private static void Append(StringBuilder paragraph, ReadOnlySpan<char> line)
    {
        if (paragraph.Length > 0) paragraph.Append('\n');
        foreach (var c in line)
        {
            if (c == '\t' || !char.IsControl(c)) paragraph.Append(c);
        }
    }

    private static void FlushHeading(BlockCollector blocks, StringBuilder paragraph, int level)
    {
        blocks.Heading(level, paragraph.ToString());
        paragraph.Clear();
    }

    private static void Flush(BlockCollector blocks, StringBuilder paragraph)
    {
        var text = paragraph.ToString();
        paragraph.Clear();
        var start = 0;
        while (text.Length - start > LongestBlock)
        {
            var end = text.AsSpan(start, LongestBlock).LastIndexOfAny(" \n\t") + start;
            if (end <= start) end = start + LongestBlock - (char.IsHighSurrogate(text[start + LongestBlock - 1]) ? 1 : 0);
            blocks.Add(BlockKind.Paragraph, text[start..end]);
            start = end;
        }

        blocks.Add(BlockKind.Paragraph, text[start..]);
    }

    /// <summary>A line of "===" or "---" as long as the single short line above it.</summary>
    private static bool IsUnderline(ReadOnlySpan<char> line, StringBuilder above) =>
        line.Length >= 3 && line[0] is '=' or '-' && !line.ContainsAnyExcept(line[0]) &&
        above.Length is > 0 and <= 120 && Math.Abs(above.Length - line.Length) <= 3 && !Contains(above, '\n');

    private static bool Contains(StringBuilder text, char c)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == c) return true;
        }

        return false;
    }
}

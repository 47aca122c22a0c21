using System.Text;

namespace RagDocs.Ingest.Readers;

/// <summary>Cuts text without markup into blocks: a paragraph between empty lines, a heading where a line is underlined.</summary>
internal static class PlainTextBlocks
{
    /// <summary>A text without line ends is cut into blocks of this many characters, at white space.</summary>
    private const int LongestBlock = 20_000;

    /// <summary>Of a paragraph that is longer than this, blocks are made before its end is reached.</summary>
    private const int LongestParagraph = 10 * LongestBlock;

    public static void Add(BlockCollector blocks, string text)
    {
        using var reader = new StringReader(text);
        Add(blocks, reader);
    }

    /// <summary>Adds the blocks as the text is read: memory does not grow with it.</summary>
    public static void Add(BlockCollector blocks, TextReader text)
    {
        var paragraph = new StringBuilder();
        var isCut = false;
        var within = false;
        foreach (var line in TextLines.Read(text))
        {
            var trimmed = within || line.GoesOn ? line.Text : line.Text.AsSpan().TrimEnd();
            if (!within && !line.GoesOn && trimmed.IsEmpty) End();
            else if (!isCut && IsUnderline(trimmed, paragraph)) FlushHeading(blocks, paragraph, level: trimmed[0] == '=' ? 1 : 2);
            else Append(paragraph, trimmed, newLine: !within);
            within = line.GoesOn;
            if (paragraph.Length > LongestParagraph) isCut = Cut(blocks, paragraph);
        }

        End();

        void End()
        {
            Cut(blocks, paragraph);
            blocks.Add(BlockKind.Paragraph, paragraph.ToString());
            paragraph.Clear();
            isCut = false;
        }
    }

    private static void Append(StringBuilder paragraph, ReadOnlySpan<char> line, bool newLine)
    {
        if (newLine && paragraph.Length > 0) paragraph.Append('\n');
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

    /// <summary>Adds blocks until what is left of the paragraph is no longer than one.</summary>
    private static bool Cut(BlockCollector blocks, StringBuilder paragraph)
    {
        if (paragraph.Length <= LongestBlock) return false;
        var text = paragraph.ToString();
        var start = 0;
        while (text.Length - start > LongestBlock)
        {
            var end = text.AsSpan(start, LongestBlock).LastIndexOfAny(" \n\t") + start;
            if (end <= start) end = start + LongestBlock - (char.IsHighSurrogate(text[start + LongestBlock - 1]) ? 1 : 0);
            blocks.Add(BlockKind.Paragraph, text[start..end]);
            start = end;
        }

        paragraph.Clear().Append(text, start, text.Length - start);
        return true;
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

using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads plain text of any encoding: a block for each paragraph between empty lines, headings where a line is underlined.</summary>
internal sealed class PlainTextReader(ReaderOptions options) : DocumentReader
{
    /// <summary>A file without line ends is cut into blocks of this many characters, at white space.</summary>
    private const int LongestBlock = 20_000;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.PlainText];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var text = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        var warnings = new List<string>();
        if (text.Contains('\0'))
        {
            warnings.Add($"The file has a gap of {text.AsSpan().Count('\0'):N0} NUL bytes: a part of it was lost. The rest was read.");
            text = text.Replace('\0', '\n');
        }

        var blocks = new BlockCollector(options, cancellationToken);
        var paragraph = new StringBuilder();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            if (trimmed.IsWhiteSpace()) Flush(blocks, paragraph);
            else if (IsUnderline(trimmed, paragraph)) FlushHeading(blocks, paragraph, level: trimmed[0] == '=' ? 1 : 2);
            else Append(paragraph, trimmed);
        }

        Flush(blocks, paragraph);
        if (blocks.Blocks.Count == 0 && warnings.Count > 0) throw new DocumentReadException(DocumentState.Damaged, "The file holds nothing but NUL bytes: its text was lost. Copy it again.");
        return new DocumentText(blocks.FirstHeading, FileSignature.PlainText, null, blocks.Blocks, warnings);
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

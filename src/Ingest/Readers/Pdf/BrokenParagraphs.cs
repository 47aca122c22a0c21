namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Joins blocks that poppler cut in the middle of a sentence: bold words or a wider gap between two lines are enough for it to begin a
/// new block. Two blocks are one paragraph when the first does not end a sentence, and the second goes on right below it in the same
/// size, either in lower case or because the line above was full.
/// </summary>
internal static class BrokenParagraphs
{
    private const float WidestGapInLines = 0.9f;
    private const float IndentInLines = 1.5f;
    private const float FullLineSlackInLines = 4f;
    private const float SizeTolerance = 0.08f;

    /// <summary>The page's blocks with those joined that belong together; blocks with lines of a table stay as they are.</summary>
    public static IEnumerable<PdfBlock> Join(PdfPage page, PdfTable?[] tableOfLine)
    {
        PdfBlock? open = null;
        foreach (var block in page.Blocks)
        {
            if (open is { } before && GoesOn(page, before, block, tableOfLine)) open = new PdfBlock(before.FirstLine, block.EndLine);
            else
            {
                if (open is { } done) yield return done;
                open = block;
            }
        }

        if (open is { } last) yield return last;
    }

    private static bool GoesOn(PdfPage page, PdfBlock before, PdfBlock next, PdfTable?[] tableOfLine)
    {
        if (before.EndLine != next.FirstLine || tableOfLine[before.EndLine - 1] is not null || tableOfLine[next.FirstLine] is not null) return false;
        var (above, below) = (page.Lines[before.EndLine - 1], page.Lines[next.FirstLine]);
        if (EndsSentence(page, above) || above.Height <= 0 || Math.Abs(above.Height - below.Height) > above.Height * SizeTolerance) return false;
        var (upper, lower) = (LineBox.Of(page, above), LineBox.Of(page, below));
        if (lower.Middle <= upper.Middle || lower.Top - upper.Bottom > above.Height * WidestGapInLines) return false;
        var (left, right) = Edges(page, before.FirstLine, next.EndLine);
        if (Math.Abs(lower.Left - Edges(page, before.FirstLine, before.EndLine).Left) > above.Height * IndentInLines) return false;
        return StartsLower(page, below) || (right > left && upper.Right >= right - (above.Height * FullLineSlackInLines));
    }

    private static (float Left, float Right) Edges(PdfPage page, int first, int end)
    {
        var (left, right) = (float.MaxValue, 0f);
        for (var i = first; i < end; i++)
        {
            var line = page.Lines[i];
            left = Math.Min(left, page.Words[line.FirstWord].Left);
            right = Math.Max(right, page.Words[line.EndWord - 1].Right);
        }

        return (left, right);
    }

    private static bool EndsSentence(PdfPage page, PdfLine line)
    {
        var word = page.Words[line.EndWord - 1];
        var text = page.Characters.Slice(word.Start, word.Length).TrimEnd("\"'”’»)] ");
        return text.IsEmpty || text[^1] is '.' or '!' or '?' or ':' or ';' or '…';
    }

    private static bool StartsLower(PdfPage page, PdfLine line) => char.IsLower(page.Characters[page.Words[line.FirstWord].Start]);
}

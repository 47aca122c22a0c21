namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>A line's corners in points and what its words say about tables.</summary>
internal readonly record struct LineBox(float Left, float Top, float Right, float Bottom, bool IsFigure)
{
    public float Middle => (Top + Bottom) / 2;

    public float Height => Bottom - Top;

    public static LineBox Of(PdfPage page, PdfLine line)
    {
        var (left, top, right, bottom) = (float.MaxValue, float.MaxValue, 0f, 0f);
        for (var i = line.FirstWord; i < line.EndWord; i++)
        {
            var word = page.Words[i];
            left = Math.Min(left, word.Left);
            top = Math.Min(top, word.Top);
            right = Math.Max(right, word.Right);
            bottom = Math.Max(bottom, word.Bottom);
        }

        var first = page.Words[line.FirstWord].Start;
        var last = page.Words[line.EndWord - 1];
        return new LineBox(left, top, right, bottom, ReadsAsFigure(page.Characters[first..(last.Start + last.Length)]));
    }

    /// <summary>A number, an amount, a year, or the dash or sign that stands in place of one.</summary>
    private static bool ReadsAsFigure(ReadOnlySpan<char> text)
    {
        var digits = 0;
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsDigit(c)) digits++;
            else if (char.IsLetter(c)) letters++;
        }

        return digits > 0 ? digits >= letters : letters == 0 && text.Length <= 3;
    }
}

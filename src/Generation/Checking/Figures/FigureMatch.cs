namespace RagDocs.Generation.Checking.Figures;

/// <summary>Whether a figure of a source says what a figure of a sentence says.</summary>
internal static class FigureMatch
{
    /// <param name="rounded">The sentence says "about", or gives fewer digits of what the source counts exactly.</param>
    public static bool Says(Figure source, Figure written, bool rounded = false)
    {
        if (written.Kind == FigureKind.Code || source.Kind == FigureKind.Code)
        {
            return written.Kind == source.Kind && written.Code == source.Code;
        }

        if (written.Kind == FigureKind.Date) return source.Kind == FigureKind.Date && SaysDate(source, written);
        // A date also says its year.
        if (source.Kind == FigureKind.Date) return written.IsYear && source.Year == written.Values[0];
        if (written.Kind != source.Kind) return false;
        if (written.Unit.Length > 0 && source.Unit.Length > 0 && written.Unit != source.Unit) return false;
        return written.Values.Take(1).Concat(written.Kind == FigureKind.Time ? written.Values : []).Any(w => source.Values.Any(s => s == w || (rounded && IsRounded(s, w))));
    }

    private static bool SaysDate(Figure source, Figure written) =>
        (written.Year is null || source.Year is null || written.Year == source.Year)
        && written.Days.Any(w => source.Days.Any(s => s.Month == w.Month && (w.Day == 0 || s.Day == w.Day)));

    // 1.2 billion for 1,234 million: equal when cut to the digits given.
    private static bool IsRounded(decimal exact, decimal given)
    {
        if (given == 0 || exact == 0) return false;
        var step = 1m;
        while (given % (step * 10) == 0) step *= 10;
        while (given % step != 0) step /= 10;
        return Math.Abs(exact - given) < step && Math.Abs(exact - given) / exact < 0.1m;
    }
}

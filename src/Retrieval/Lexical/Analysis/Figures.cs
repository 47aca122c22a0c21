namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// Joins the segments of a run that points, commas and grouping marks hold together: 1,234.5 and 1.234,5 (both 1234.5), 4.2.1, v2.10, A.5.1,
/// U.S. (us). Any other point or comma is a break.
/// </summary>
internal static class Figures
{
    public static void Join(TextRun run)
    {
        for (var first = 0; first < run.Count; first++)
        {
            var end = AcronymEnd(run, first);
            if (end > first + 1) JoinAcronym(run, first, end);
            else if (!JoinFigure(run, first, FigureEnd(run, first)))
            {
                BreakList(run, first, FigureEnd(run, first));
                JoinFigure(run, first, FigureEnd(run, first));
            }

            if (first + 1 < run.Count && EndsWord(run, first + 1)) run.Segments[first + 1].Joint = TextRun.Break;
        }
    }

    // and/or, Urlaub/Krankheit: words side by side; AB/123 and 2022/23 are codes.
    private static bool EndsWord(TextRun run, int i) => run.Segments[i].Joint is '.' or ',' or ' ' or '\''
        || (run.Segments[i].Joint == '/' && !run.Segments[i].HasDigit && !run.Segments[i - 1].HasDigit);

    private static bool JoinFigure(TextRun run, int first, int end) =>
        end > first + 1 && (JoinNumber(run, first, end) || JoinPointed(run, first, end));

    // 1,2,3 and 4.2.1,5 are several figures.
    private static void BreakList(TextRun run, int first, int end)
    {
        for (var i = first + 1; i < end; i++)
        {
            if (run.Segments[i].Joint != '.') run.Segments[i].Joint = TextRun.Break;
        }
    }

    private static int AcronymEnd(TextRun run, int first)
    {
        var end = first;
        while (end < run.Count && run.Segments[end] is { Length: 1, HasLetter: true } && (end == first || run.Segments[end].Joint == '.')) end++;
        // A.5.1 is a figure; e.g.the is not an acronym's business either.
        return end < run.Count && run.Segments[end].Joint == '.' && run.Segments[end].HasDigit ? first : end;
    }

    private static int FigureEnd(TextRun run, int first)
    {
        var end = first + 1;
        while (end < run.Count && run.Segments[end].Joint is '.' or ',' or ' ' or '\'' && StartsWithDigit(run, end)
            && (EndsWithDigit(run, end - 1) || (end == first + 1 && run.Segments[first].Length == 1 && run.Segments[end].Joint == '.')))
        {
            end++;
        }

        return end;
    }

    /// <summary>A number with grouped digits or decimals, written without groups and with a point. 1.234 is read as grouped.</summary>
    private static bool JoinNumber(TextRun run, int first, int end)
    {
        var parts = run.Segments.AsSpan(first, end - first);
        foreach (var part in parts)
        {
            if (!part.IsNumber) return false;
        }

        var group = parts[1].Joint;
        var last = parts[^1].Joint;
        var grouped = parts[0].Length <= 3 && run.Text(parts[0])[0] != '0';
        for (var i = 1; i < parts.Length - 1; i++) grouped &= parts[i].Length == 3 && parts[i].Joint == group;
        var wholeGroups = grouped && last == group && parts[^1].Length == 3;
        var decimals = !wholeGroups && last is '.' or ',' && (parts.Length == 2 || (grouped && last != group));
        if (!wholeGroups && !decimals) return false;

        var integer = run.Folded.AsSpan(parts[0].Start, parts[decimals ? ^2 : ^1].End - parts[0].Start);
        ref var number = ref run.Segments[first];
        number = run.Write(number, integer, decimals ? run.Text(parts[^1]) : []);
        Merge(run, first, end);
        return true;
    }

    private static void JoinAcronym(TextRun run, int first, int end)
    {
        run.Segments[first].Length = run.Segments[end - 1].End - run.Segments[first].Start;
        Merge(run, first, end);
    }

    private static bool JoinPointed(TextRun run, int first, int end)
    {
        for (var i = first + 1; i < end; i++)
        {
            if (run.Segments[i].Joint != '.') return false;
        }

        ref var code = ref run.Segments[first];
        for (var i = first + 1; i < end; i++) code = run.Write(code, run.Text(code), run.Text(run.Segments[i]));
        Merge(run, first, end);
        return true;
    }

    private static void Merge(TextRun run, int first, int end)
    {
        ref var merged = ref run.Segments[first];
        for (var i = end - 1; i > first; i--)
        {
            merged.SourceLength = Math.Max(merged.SourceLength, run.Segments[i].SourceEnd - merged.SourceStart);
            merged.HasLetter |= run.Segments[i].HasLetter;
            merged.HasDigit |= run.Segments[i].HasDigit;
            run.Remove(i);
        }
    }

    private static bool StartsWithDigit(TextRun run, int i) => run.Segments[i].Length > 0 && char.IsDigit(run.Text(run.Segments[i])[0]);

    private static bool EndsWithDigit(TextRun run, int i) => run.Segments[i].Length > 0 && char.IsDigit(run.Text(run.Segments[i])[^1]);
}

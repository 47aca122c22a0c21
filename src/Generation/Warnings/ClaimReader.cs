using System.Text.RegularExpressions;
using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Warnings;

/// <summary>Reads what the sentences and table rows of a passage say in figures. Numbers that only name something (step 3, section 4, E14) say nothing to disagree on.</summary>
internal static partial class ClaimReader
{
    /// <summary>Longer cells are remarks, not names of the row.</summary>
    private const int LongestName = 6;

    /// <summary>Digits from which a bare number is a telephone number or an account rather than an amount.</summary>
    private const int NumberedDigits = 7;

    public static IEnumerable<Claim> In(SourceUnit unit) => unit.Table is { } table ? Cells(unit, table) : Sentence(unit);

    private static IEnumerable<Claim> Sentence(SourceUnit unit)
    {
        var tokens = unit.Tokens;
        if (!tokens.Any(t => t.IsHardFigure)) yield break;
        var (text, condition) = (unit.Quote, tokens.Any(t => ClaimWords.IsCondition(t.Folded)));
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsSaid(tokens, i, text)) continue;
            var figure = tokens[i].Figure!;
            var measure = MeasureOf(tokens, i);
            yield return new Claim
            {
                Unit = unit, Figure = figure, Measure = measure, Says = WithUnit(text, tokens, i, measure.Of),
                Words = [.. tokens.Where((t, k) => t.IsContent && !IsUnitOf(tokens, i, k))],
                Others = [.. tokens.Where((t, k) => k != i && IsOther(t)).Select(t => t.Figure!)],
                At = i, Conditional = condition,
            };
        }
    }

    private static IEnumerable<Claim> Cells(SourceUnit unit, SourceTable table)
    {
        if (unit.Row == 0 || unit.Row >= table.Cells.Count) yield break;
        var (header, row) = (table.Cells[0], table.Cells[unit.Row]);
        var texts = unit.Quote.Trim().Trim('|').Split('|');
        for (var column = 1; column < Math.Min(row.Count, header.Count); column++)
        {
            var figures = row[column].Where(t => t.IsHardFigure).ToList();
            if (figures is not [{ Figure: { } figure }] || figure.Kind == FigureKind.Code) continue;
            var names = row.Where((cell, c) => c != column && cell.Count <= LongestName && cell.All(t => c == 0 || !t.IsHardFigure)).SelectMany(cell => cell);
            var said = names.Concat(header[column]).Concat(row[column].Where(t => t.Figure is null)).ToList();
            var at = row[column].ToList().FindIndex(t => t.Figure == figure);
            var measure = MeasureOf(row[column], at);
            if (measure.Of.Length == 0 && header[column].Select(t => Units.Of(t.Folded)).FirstOrDefault(u => u.Length > 0) is { } named) measure = measure with { Of = named };
            yield return new Claim
            {
                Unit = unit, Figure = figure, Measure = measure, Says = texts[column].Trim(),
                Words = [.. said.Where(t => t.IsContent && Units.Of(t.Folded).Length == 0)],
                Others = [.. said.Where(IsOther).Select(t => t.Figure!)],
            };
        }
    }

    // The first quarter and the second are two; "one" is mostly a word.
    private static bool IsOther(CheckToken token) => token.Figure is { } figure && (!figure.Soft || figure.Values is not [1] || token.Folded == "first");

    private static bool IsSaid(IReadOnlyList<CheckToken> tokens, int i, string text)
    {
        if (tokens[i] is not { IsHardFigure: true, Figure: { Kind: not FigureKind.Code } figure }) return false;
        if (i > 0 && tokens[i].Start - tokens[i - 1].End <= 2 && ClaimWords.IsLabel(tokens[i - 1].Folded)) return false;
        if (figure.Kind == FigureKind.Number && figure.Unit.Length == 0 && figure.Text.Count(char.IsAsciiDigit) >= NumberedDigits) return false;
        if (figure.IsYear || figure.Kind == FigureKind.Date) return IsOfAnEvent(tokens, i) && !IsInRange(tokens, i, text);
        return !IsListNumber(text, figure) && !IsInRange(tokens, i, text);
    }

    // A date that something happens or ends on; not one that only says when the rest was so.
    private static bool IsOfAnEvent(IReadOnlyList<CheckToken> tokens, int i)
    {
        if (i < 2) return false;
        for (var k = Math.Max(0, i - 8); k < Math.Min(tokens.Count, i + 3); k++)
        {
            if (Math.Abs(tokens[k].Clause - tokens[i].Clause) <= 1 && ClaimWords.IsEvent(tokens[k])) return true;
        }

        return false;
    }

    // "1. Ask your manager", "4.2 Hotels"
    private static bool IsListNumber(string text, Figure figure) => figure.Start <= 2 && ListNumber().IsMatch(text);

    // "10 to 15 days", "10-15 days", "between 10 and 15"
    private static bool IsInRange(IReadOnlyList<CheckToken> tokens, int i, string text)
    {
        var (before, after) = (i - 1, i + 1);
        while (before >= 0 && tokens[before].Figure is null) before--;
        while (after < tokens.Count && tokens[after].Figure is null) after++;
        return (before >= 0 && AreJoined(tokens[before].Figure!, tokens[i].Figure!, text)) || (after < tokens.Count && AreJoined(tokens[i].Figure!, tokens[after].Figure!, text));
    }

    private static bool AreJoined(Figure left, Figure right, string text) => left.Kind == right.Kind && right.Start > left.End && RangeJoint().IsMatch(text[left.End..right.Start]);

    private static Measure MeasureOf(IReadOnlyList<CheckToken> tokens, int i)
    {
        var figure = tokens[i].Figure!;
        if (figure.Kind != FigureKind.Number || figure.IsYear) return new Measure(figure.IsYear ? "calendar year" : figure.Kind.ToString(), "");
        var of = figure.Unit;
        var next = i + 1 < tokens.Count && tokens[i + 1].Clause == tokens[i].Clause && tokens[i + 1].Start - tokens[i].End <= 2 ? tokens[i + 1] : null;
        if (of.Length == 0 && next is not null) of = Units.Of(next.Folded) is { Length: > 0 } unit ? unit : next.IsContent ? next.Stem : "";
        var per = "";
        for (var k = i + 1; k < Math.Min(tokens.Count - 1, i + 5) && per.Length == 0; k++)
        {
            if (ClaimWords.IsEach(tokens[k].Folded)) per = Units.Of(tokens[k + 1].Folded);
        }

        return new Measure(of, per);
    }

    private static bool IsUnitOf(IReadOnlyList<CheckToken> tokens, int figure, int k) =>
        k > figure && k <= figure + 4 && Units.Of(tokens[k].Folded).Length > 0 && tokens[k].Clause == tokens[figure].Clause;

    private static string WithUnit(string text, IReadOnlyList<CheckToken> tokens, int i, string unit)
    {
        var figure = tokens[i].Figure!;
        var (start, end) = (figure.Start, figure.End);
        if (SignBefore().Match(text[..start]) is { Success: true } sign) start = sign.Index;
        for (var k = i + 1; k <= i + 2 && k < tokens.Count && figure.Kind == FigureKind.Number; k++)
        {
            if (tokens[k].Figure is not null || tokens[k].Clause != tokens[i].Clause) break;
            if (unit.Length == 0 || Units.Of(tokens[k].Folded) != unit) continue;
            end = Math.Max(end, tokens[k].End);
            break;
        }

        return text[start..end];
    }

    [GeneratedRegex(@"(US\$|\$|€|£|¥|EUR|USD|CHF|GBP)\s?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SignBefore();

    [GeneratedRegex(@"^\W*\d+(\.\d+)*[.)]?\s+\p{Lu}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"^[\s\p{L}%€$£]{0,14}?(\s*[-–—/]\s*|\b(to|and|or|bis|und|oder|à|et|ou|hasta|y|o|through|until)\b)[\s€$£]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RangeJoint();
}

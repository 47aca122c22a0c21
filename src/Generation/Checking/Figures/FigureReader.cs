using System.Text.RegularExpressions;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Figures;

/// <summary>Finds all numbers, dates, times and codes of a text. Every digit of the text belongs to one of them.</summary>
internal static partial class FigureReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <param name="language">Decides what points and commas in numbers mean, and which words are numbers.</param>
    public static List<Figure> Read(string text, string language)
    {
        text = WithAsciiDigits(text);
        var figures = new List<Figure>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var figure = char.IsAsciiDigit(text[i]) ? DatePatterns.Read(text, i) ?? Number(text, i, language)
                : (Months.MayBegin(text, i) ? DatePatterns.Read(text, i) : null) ?? (HasDigitNear(text, i) ? Code(text, i) : null) ?? Spelled(text, i, language);
            if (figure is not null) figures.Add(figure);
            i = Math.Max(figure?.End ?? 0, figure is null ? WordEnd(text, i) : i + 1);
        }

        return figures;
    }

    private static Figure Number(string text, int at, string language)
    {
        if (Joined().Match(text, at) is { Success: true } joined && !Grouped().IsMatch(joined.Value)) return CodeOf(joined.Value, at);
        var body = Digits().Match(text, at);
        var values = DigitNumber.Read(body.Value, language);
        if (values.Count == 0) return CodeOf(body.Value, at);
        var (end, factor, unit) = (body.Index + body.Length, 1m, "");
        if (Multiplied().Match(text, end) is { Success: true } many && NumberWords.Multiplier(WordForms.Fold(many.Groups["w"].Value)) is > 0 and var multiplier
            && (many.Groups["w"].Length > 1 || Currency(text, at).Length > 0 || many.Groups["w"].Value is "k" or "K"))
        {
            (factor, end) = (multiplier, many.Index + many.Length);
        }

        if (Measured().Match(text, end) is { Success: true } measured)
        {
            unit = Units.Of(measured.Groups["c"].Success ? WordForms.Fold(measured.Groups["c"].Value) is { Length: > 0 } word ? word : measured.Groups["c"].Value : "%");
            end = measured.Index + measured.Length;
        }
        else if (Counted().Match(text, end) is { Success: true } counted && Units.Of(WordForms.Fold(counted.Groups["u"].Value)) is { Length: > 0 } name)
        {
            // The word stays a word: only its meaning is taken.
            unit = name;
        }

        if (Suffix().Match(text, end) is { Success: true } suffix) end += suffix.Length;
        if (unit.Length == 0) unit = Currency(text, at);
        return new Figure
        {
            Kind = FigureKind.Number, Start = at, Length = end - at, Text = text[at..end], Values = [.. values.Select(v => v * factor)], Unit = unit,
            Negative = Negated().IsMatch(text[Math.Max(0, at - 6)..at]) || (InBrackets().IsMatch(text[Math.Max(0, at - 4)..at]) && end < text.Length && text[end..] is [')', ..] or [' ', ')', ..]),
        };
    }

    private static string Currency(string text, int at) => Before().Match(text[Math.Max(0, at - 5)..at]) is { Success: true } sign ? Units.Of(WordForms.Fold(sign.Groups["c"].Value) is { Length: > 0 } word ? word : sign.Groups["c"].Value) : "";

    private static Figure? Spelled(string text, int at, string language)
    {
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '\'' or '’')) return null;
        // Texts of other languages hold English ones, but Dutch has a word "ten" of its own.
        var read = NumberWords.Read(text, at, language) ?? (language is "en" or "nl" ? null : NumberWords.Read(text, at, "en") is { Soft: false } english ? english : null);
        if (read is not { } number) return null;
        var (end, unit) = (number.End, "");
        if (Measured().Match(text, end) is { Success: true } measured)
        {
            unit = Units.Of(measured.Groups["c"].Success ? WordForms.Fold(measured.Groups["c"].Value) : "%");
            end = measured.Index + measured.Length;
        }
        else if (Counted().Match(text, end) is { Success: true } counted)
        {
            unit = Units.Of(WordForms.Fold(counted.Groups["u"].Value));
        }

        return new Figure { Kind = FigureKind.Number, Start = at, Length = end - at, Text = text[at..end], Values = [number.Value], Unit = unit, Soft = number.Soft };
    }

    private static Figure? Code(string text, int at)
    {
        if (Fiscal().Match(text, at) is { Success: true } fiscal)
        {
            var digits = fiscal.Groups["y"].Value;
            var year = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) + (digits.Length == 2 ? 2000 : 0);
            return new Figure { Kind = FigureKind.Number, Start = at, Length = fiscal.Length, Text = fiscal.Value, Values = [year] };
        }

        return LettersFirst().Match(text, at) is { Success: true } code ? CodeOf(code.Value, at) : null;
    }

    private static Figure CodeOf(string text, int at) =>
        new() { Kind = FigureKind.Code, Start = at, Length = text.Length, Text = text, Code = WordForms.Fold(text) };

    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && char.IsLetter(text[at])) at++;
        return at;
    }

    // Most words are no codes: seen at once.
    private static bool HasDigitNear(string text, int at)
    {
        var end = WordEnd(text, at);
        for (var i = end; i < Math.Min(text.Length, end + 4); i++)
        {
            if (char.IsAsciiDigit(text[i])) return true;
        }

        return false;
    }

    // Other scripts' digits count like ours; the length stays.
    private static string WithAsciiDigits(string text) => text.Any(c => c > '\u0080' && char.IsDigit(c))
        ? string.Concat(text.Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c))
        : text;

    [GeneratedRegex(@"\G(\d{1,3}([,.'’\u00a0\u202f ]\d{3})+(?!\d)([.,]\d+)?|\d+([.,]\d+)?)", Options, 1000)]
    private static partial Regex Digits();

    // 4.2.1, 1.2.2024.5, 18F, 3M, 10BASE-T; not 1st, 5k, 12mm, 30m, 1990s.
    [GeneratedRegex(@"\G(\d+(\.\d+){2,}[\p{L}\d]*|\d+(?!(st|nd|rd|th|er|e|ème|k|m|mm|cm|km|kg|g|bn|mn|b|s|h|x|px|gb|mb|tb|am|pm|ft)(?![\p{L}\d]))\p{L}[\p{L}\d]*([-./_]?\d[\p{L}\d]*)*)", Options, 1000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+$", Options, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"\G\p{L}+([-‑/_.]?\d[\p{L}\d]*)+([-‑/_.][\p{L}\d]*\d[\p{L}\d]*)*", Options, 1000)]
    private static partial Regex LettersFirst();

    [GeneratedRegex(@"\G(FY|GJ)\s?['’]?(?<y>\d{4}|\d{2})(?![\p{L}\d])", Options, 1000)]
    private static partial Regex Fiscal();

    [GeneratedRegex(@"\G[\s\u00a0-]?(?<w>thousand|tausend|tsd|mille|mil|k|millionen|millions?|mio|mn|mm|millones|mill[oó]n|m|milliarden?|milliards?|billions?|bn|mrd|b|trillions?)(?![\p{L}\d])\.?", Options, 1000)]
    private static partial Regex Multiplied();

    [GeneratedRegex(@"\G[\s\u00a0-]?(%|per\s?cent\b|percent\b|prozent\b|pour\s?cent\b|por\s?ciento\b|pct\b|(?<c>dollars?|USD|euros?|EUR|€|£|CHF|\$)(?!\p{L}))", Options, 1000)]
    private static partial Regex Measured();

    [GeneratedRegex(@"\G[\s\u00a0-]?((?!and\b|or\b|to\b|und\b|et\b|y\b)\p{L}+[\s-])?(?<u>\p{L}+)", Options, 1000)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\G(st|nd|rd|th|er|e|ème|s|h|º|ª|x|ft|g|m|km|kg|cm|mm|px|gb|mb|tb|k|b)(?![\p{L}\d])", Options, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"(?<c>US\$|\$|€|£|¥|EUR|USD|CHF|GBP)\s?$", Options, 1000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(^|[\s(|:;])[-−–](\$|€|£)?$|\b(minus|moins|menos)\s$", Options, 1000)]
    private static partial Regex Negated();

    [GeneratedRegex(@"\(\s?(\$|€|£)?\s?$", Options, 1000)]
    private static partial Regex InBrackets();
}

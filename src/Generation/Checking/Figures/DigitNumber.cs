using System.Globalization;

namespace RagDocs.Generation.Checking.Figures;

/// <summary>
/// Reads digits with separators. A point or comma before exactly three digits groups thousands or begins decimals, as the language has it:
/// 1,200 is 1200 in English and 1.2 in German, 1.200 the other way round.
/// </summary>
internal static class DigitNumber
{
    /// <returns>Readings, likeliest first; empty when the number is too long to be one.</returns>
    public static IReadOnlyList<decimal> Read(string digits, string language)
    {
        var parts = digits.Split(' ');
        var closed = string.Concat(digits.Where(c => c is not (' ' or '\u00a0' or '\u202f' or '\'' or '’')));
        var (points, commas) = (closed.Count(c => c == '.'), closed.Count(c => c == ','));
        var decimalMark = (points, commas) switch
        {
            ( > 0, > 0) => closed[closed.LastIndexOfAny(['.', ','])],
            ( > 1, 0) or (0, > 1) or (0, 0) => '\0',
            (1, 0) => IsGroup(closed, '.') && GroupsByPoint(language) ? '\0' : '.',
            _ => IsGroup(closed, ',') && !GroupsByPoint(language) ? '\0' : ',',
        };
        var plain = string.Concat(closed.Where(c => char.IsAsciiDigit(c) || c == decimalMark)).Replace(',', '.');
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return [];
        return parts.Length == 1 ? [value] : [value, .. parts.SelectMany(p => Read(p, language))];
    }

    private static bool IsGroup(string digits, char mark)
    {
        var at = digits.IndexOf(mark);
        return digits.Length - at == 4 && at is >= 1 and <= 3 && digits[0] != '0';
    }

    private static bool GroupsByPoint(string language) => language is "de" or "fr" or "es" or "it" or "pt" or "nl";
}

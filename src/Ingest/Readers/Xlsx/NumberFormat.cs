using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers.Xlsx;

internal enum NumberFormatKind
{
    Number,
    Percent,
    Date,
    Duration,
}

/// <summary>A number format as far as it changes what a value says.</summary>
/// <param name="Decimals">Shown at most; null for as many as there are.</param>
/// <param name="Currency">Sign or code of a currency; empty for none.</param>
internal sealed record NumberFormat(NumberFormatKind Kind, int? Decimals, string Currency)
{
    private const int LongestCurrency = 4;

    public static NumberFormat General { get; } = new(NumberFormatKind.Number, null, "");

    public string Text(double value)
    {
        var shown = Kind == NumberFormatKind.Percent ? value * 100 : value;
        if (Decimals is { } digits && Math.Abs(shown) < 1e15) shown = Math.Round(shown, digits, MidpointRounding.AwayFromZero);
        var text = TypedCell.NumberText(shown);
        if (Kind == NumberFormatKind.Percent) return text + "%";
        return Currency.Length == 0 ? text : $"{text} {Currency}";
    }

    /// <summary>Reads a format code, for example <c>#,##0.00 [$€-407]</c>; of several sections the first, which is that of positive numbers.</summary>
    public static NumberFormat Parse(string code)
    {
        var kind = NumberFormatKind.Number;
        var currency = "";
        int? decimals = null;
        var hasDigits = false;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    var quoted = code[(i + 1)..Math.Max(i + 1, End(code, i, '"'))].Trim();
                    if (quoted.Length == 1 && char.GetUnicodeCategory(quoted[0]) == System.Globalization.UnicodeCategory.CurrencySymbol) currency = quoted;
                    i = End(code, i, '"');
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var bracket = code[(i + 1)..Math.Max(i + 1, End(code, i, ']'))];
                    if (bracket.StartsWith('$')) currency = bracket[1..].Split('-')[0].Trim();
                    else if (bracket.Length is 1 or 2 && bracket.All(c => c is 'h' or 'H' or 'm' or 'M' or 's' or 'S')) kind = NumberFormatKind.Duration;
                    i = End(code, i, ']');
                    break;
                case '%':
                    kind = NumberFormatKind.Percent;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S' when kind == NumberFormatKind.Number && !hasDigits:
                    kind = NumberFormatKind.Date;
                    break;
                case '€' or '$' or '£' or '¥':
                    currency = code[i].ToString();
                    break;
                case '.':
                    decimals = 0;
                    break;
                case '0' or '#' or '?':
                    hasDigits = true;
                    if (decimals is not null) decimals++;
                    break;
                case 'E' or '/':
                    // Scientific notation and fractions keep the value as it is.
                    return kind == NumberFormatKind.Date ? new NumberFormat(kind, null, "") : General;
            }
        }

        if (!hasDigits) return new NumberFormat(kind, null, kind == NumberFormatKind.Number ? Sign(currency) : "");
        return new NumberFormat(kind, Math.Min(decimals ?? 0, 15), Sign(currency));
    }

    private static string Sign(string currency) => currency.Length <= LongestCurrency ? currency : "";

    private static int End(string code, int from, char end)
    {
        var found = code.IndexOf(end, from + 1);
        return found < 0 ? code.Length : found;
    }
}

using System.Globalization;
using System.Text;

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>How the numbers of a column are written, so that its total is written alike: "1.234,50 €" rather than "1234.5".</summary>
internal sealed class NumberLook
{
    // More than enough to see a habit; a sheet may have a million rows.
    private const int MostLookedAt = 1_000;
    private const int MostDecimals = 9;
    private const double LargestExact = 1e15;

    private static readonly NumberFormatInfo CommaDecimals = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private int _seen;
    private int _fewestDecimals = int.MaxValue, _mostDecimals;
    private bool _usesComma, _isGrouped;
    private string? _unit;

    public void Note(string text, double value)
    {
        if (_seen == MostLookedAt) return;
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var (number, unit) = (text[..end], text[end..]);
        _unit = _seen++ == 0 || _unit == unit ? unit : "";
        var isComma = number.Contains(',', StringComparison.Ordinal) && !Is(number, value, CultureInfo.InvariantCulture) && Is(number, value, CommaDecimals);
        _usesComma |= isComma;
        _isGrouped |= number.Contains(isComma ? '.' : ',', StringComparison.Ordinal);
        var point = number.LastIndexOf(isComma ? ',' : '.');
        var decimals = point < 0 ? 0 : number.Length - point - 1;
        (_fewestDecimals, _mostDecimals) = (Math.Min(_fewestDecimals, decimals), Math.Max(_mostDecimals, decimals));
    }

    /// <summary>A number as this column would write it.</summary>
    public string Text(double value)
    {
        if (Math.Abs(value) >= LargestExact) return TypedCell.NumberText(value) + _unit;
        // Where every number has two decimals a total has them too; else it has as many as it needs.
        var format = new StringBuilder(_isGrouped ? "#,0" : "0");
        if (_seen > 0 && _fewestDecimals == _mostDecimals && _mostDecimals is > 0 and <= MostDecimals) format.Append('.').Append('0', _mostDecimals);
        else format.Append('.').Append('#', 14);
        return ((decimal)value).ToString(format.ToString(), _usesComma ? CommaDecimals : CultureInfo.InvariantCulture) + _unit;
    }

    private static bool Is(string number, double value, IFormatProvider format) =>
        double.TryParse(number, NumberStyles.Float | NumberStyles.AllowThousands, format, out var read) && read == value;
}

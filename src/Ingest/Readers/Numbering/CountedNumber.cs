using System.Globalization;
using System.Text;

namespace RagDocs.Ingest.Readers.Numbering;

/// <summary>How a list writes its numbers.</summary>
internal enum NumberStyle
{
    /// <summary>Bullets, or nothing.</summary>
    None,
    Decimal,

    /// <summary>01, 02, … 10.</summary>
    DecimalZero,

    /// <summary>a … z, aa, bb, as Word counts on.</summary>
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
}

/// <summary>Numbers of lists and headings as they are printed.</summary>
internal static class CountedNumber
{
    private const int Letters = 26;
    private const int HighestRoman = 3_999;
    private const int MostLetters = 20;

    private static readonly (int Value, string Sign)[] Roman =
        [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    /// <param name="number">From 1; what a style cannot write is written in digits.</param>
    public static string Text(int number, NumberStyle style) => style switch
    {
        NumberStyle.None => "",
        NumberStyle.DecimalZero => number.ToString("00", CultureInfo.InvariantCulture),
        NumberStyle.LowerLetter when number is > 0 and <= Letters * MostLetters => Lettered(number),
        NumberStyle.UpperLetter when number is > 0 and <= Letters * MostLetters => Lettered(number).ToUpperInvariant(),
        NumberStyle.LowerRoman when number is > 0 and <= HighestRoman => InRoman(number),
        NumberStyle.UpperRoman when number is > 0 and <= HighestRoman => InRoman(number).ToUpperInvariant(),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Lettered(int number) => new((char)('a' + ((number - 1) % Letters)), ((number - 1) / Letters) + 1);

    private static string InRoman(int number)
    {
        var text = new StringBuilder();
        foreach (var (value, sign) in Roman)
        {
            for (; number >= value; number -= value) text.Append(sign);
        }

        return text.ToString();
    }
}

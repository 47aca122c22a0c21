using System.Globalization;
using System.Runtime.CompilerServices;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Reads poppler's numbers ("112.056039"), of which a page has some two thousand.</summary>
internal static class PointNumber
{
    private const int DigitsOfAPlainNumber = 15;

    /// <summary>The number; 0 when it is none or not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Parse(ReadOnlySpan<byte> text)
    {
        long digits = 0;
        var scale = 1.0;
        var isFraction = false;
        if (text.Length is 0 or > DigitsOfAPlainNumber) return ParseUncommon(text);
        foreach (var b in text)
        {
            if (b == (byte)'.' && !isFraction) isFraction = true;
            else if (!char.IsAsciiDigit((char)b)) return ParseUncommon(text);
            else
            {
                digits = digits * 10 + (b - '0');
                if (isFraction) scale *= 10;
            }
        }

        return (float)(digits / scale);
    }

    private static float ParseUncommon(ReadOnlySpan<byte> text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value : 0;
}

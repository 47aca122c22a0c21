using System.Text;

namespace RagDocs.Ingest.Readers;

/// <summary>
/// Guesses the encoding of text from before Unicode that declares none. Only what the bytes make clear is taken for Japanese, Korean, Chinese,
/// Cyrillic or Greek; anything else is Windows-1252, in which single accented letters stand among plain ones.
/// </summary>
internal static class LegacyEncoding
{
    private const int SampleSize = 64 * 1024;

    // The commonest small letters in the three encodings: о а и in Windows-1251 and in KOI8-R; α ο ι in Windows-1253.
    private static readonly byte[] Cyrillic1251 = [0xEE, 0xE0, 0xE8];
    private static readonly byte[] CyrillicKoi8 = [0xCF, 0xC1, 0xC9];
    private static readonly byte[] Greek1253 = [0xE1, 0xEF, 0xE9];

    public static Encoding Western { get; } = CodePage(1252);

    public static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, SampleSize)];
        if (IsJapanese(sample, 932)) return CodePage(932);
        if (IsJapanese(sample, 51932)) return CodePage(51932);
        return EastAsianEncoding.Guess(sample) ?? Alphabet(sample) ?? Western;
    }

    private static Encoding? Alphabet(ReadOnlySpan<byte> sample)
    {
        Span<int> counts = stackalloc int[256];
        int high = 0, besideHigh = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            counts[sample[i]]++;
            if (sample[i] < 0x80) continue;
            high++;
            if (i > 0 && sample[i - 1] >= 0xC0 || i + 1 < sample.Length && sample[i + 1] >= 0xC0) besideHigh++;
        }

        // Whole words of high bytes: an alphabet of its own, not accents.
        if (high < 6 || besideHigh * 10 < high * 8) return null;
        if (Share(counts, Cyrillic1251, high) >= 0.15) return CodePage(1251);
        if (Share(counts, CyrillicKoi8, high) >= 0.15) return CodePage(20866);
        return Share(counts, Greek1253, high) >= 0.15 ? CodePage(1253) : null;
    }

    /// <summary>Decodes without a fault, and a fifth of what is not ASCII is kana, which no Japanese text lacks.</summary>
    private static bool IsJapanese(ReadOnlySpan<byte> sample, int codePage)
    {
        if (TryDecode(sample, codePage) is not { } text) return false;
        int kana = 0, others = 0;
        foreach (var c in text)
        {
            // The middle dot is also what the decoder makes of bytes that are no character.
            if (c is >= '\u3041' and <= '\u30fe' and not '\u30fb') kana++;
            else if (c >= '\u0080') others++;
        }

        return kana >= 3 && kana * 4 >= others;
    }

    /// <summary>Null when the sample holds bytes that mean nothing in this encoding. It may end inside a character.</summary>
    public static string? TryDecode(ReadOnlySpan<byte> sample, int codePage)
    {
        var decoder = CodePage(codePage).GetDecoder();
        decoder.Fallback = DecoderFallback.ExceptionFallback;
        var text = new char[sample.Length];
        try
        {
            return new string(text, 0, decoder.GetChars(sample, text, flush: false));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static double Share(ReadOnlySpan<int> counts, byte[] letters, int high)
    {
        var sum = 0;
        foreach (var letter in letters) sum += counts[letter];
        return (double)sum / high;
    }

    public static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}

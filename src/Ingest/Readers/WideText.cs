using System.Text;

namespace RagDocs.Ingest.Readers;

/// <summary>Knows UTF-16 and UTF-32 without a byte order mark by their high bytes, which are few and stand always on the same side.</summary>
internal static class WideText
{
    private const int SmallestSample = 8;

    // First bytes of the blocks of alphabets: Latin, its extensions, Greek, Cyrillic, Hebrew and Arabic; and of general punctuation.
    private static readonly byte[] AlphabetBlocks = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x1E, 0x20];

    public static Encoding? Guess(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < SmallestSample) return Pairs(sample);
        sample = sample[..(sample.Length & ~3)];
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0) zeros[i & 3]++;
        }

        var quads = sample.Length / 4;
        if (zeros[2] == quads && zeros[3] == quads && zeros[0] < quads / 2) return Encoding.UTF32;
        if (zeros[0] == quads && zeros[1] == quads && zeros[3] < quads / 2) return new UTF32Encoding(bigEndian: true, byteOrderMark: false);
        return Pairs(sample);
    }

    private static Encoding? Pairs(ReadOnlySpan<byte> sample)
    {
        var pairs = sample.Length / 2;
        if (pairs < 2) return null;
        int evenZeros = 0, oddZeros = 0, evenBlocks = 0, oddBlocks = 0, evenControls = 0, oddControls = 0;
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            if (sample[i] == 0) evenZeros++;
            if (sample[i + 1] == 0) oddZeros++;
            if (AlphabetBlocks.Contains(sample[i])) evenBlocks++;
            if (AlphabetBlocks.Contains(sample[i + 1])) oddBlocks++;
            if (IsControl(sample[i])) evenControls++;
            if (IsControl(sample[i + 1])) oddControls++;
        }

        // Western text has a NUL in nearly every pair.
        if (oddZeros * 2 > pairs && evenZeros * 20 < pairs) return Encoding.Unicode;
        if (evenZeros * 2 > pairs && oddZeros * 20 < pairs) return Encoding.BigEndianUnicode;

        // Other alphabets have it at spaces and line ends only, and one control character as the high byte of all their letters.
        if (oddBlocks * 20 > pairs * 19 && oddZeros > 0 && oddControls * 2 > pairs && evenControls * 20 < pairs) return Encoding.Unicode;
        if (evenBlocks * 20 > pairs * 19 && evenZeros > 0 && evenControls * 2 > pairs && oddControls * 20 < pairs) return Encoding.BigEndianUnicode;
        return null;
    }

    private static bool IsControl(byte b) => b is > 0 and < 9;
}

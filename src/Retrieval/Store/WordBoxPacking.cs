using System.Buffers.Binary;

namespace RagDocs.Retrieval.Store;

/// <summary>
/// Packs word rectangles for the chunk table: 12 bytes a word, each number as an unsigned 16-bit value. Fractions of the page are
/// kept to 1/65535, a fiftieth of a point on A4. Offsets fit because a chunk is far shorter than 65,535 characters.
/// </summary>
public static class WordBoxPacking
{
    private const int BytesPerWord = 12;

    /// <summary>Packed words, or null when there are none.</summary>
    public static byte[]? Pack(IReadOnlyList<WordBox> words)
    {
        if (words.Count == 0) return null;
        var bytes = new byte[words.Count * BytesPerWord];
        for (var i = 0; i < words.Count; i++)
        {
            var target = bytes.AsSpan(i * BytesPerWord);
            var word = words[i];
            BinaryPrimitives.WriteUInt16LittleEndian(target, checked((ushort)word.Start));
            BinaryPrimitives.WriteUInt16LittleEndian(target[2..], checked((ushort)word.Length));
            BinaryPrimitives.WriteUInt16LittleEndian(target[4..], Fraction(word.X));
            BinaryPrimitives.WriteUInt16LittleEndian(target[6..], Fraction(word.Y));
            BinaryPrimitives.WriteUInt16LittleEndian(target[8..], Fraction(word.Width));
            BinaryPrimitives.WriteUInt16LittleEndian(target[10..], Fraction(word.Height));
        }

        return bytes;
    }

    public static IReadOnlyList<WordBox> Unpack(byte[]? bytes)
    {
        if (bytes is null) return [];
        var words = new WordBox[bytes.Length / BytesPerWord];
        for (var i = 0; i < words.Length; i++)
        {
            var source = bytes.AsSpan(i * BytesPerWord);
            words[i] = new WordBox(
                BinaryPrimitives.ReadUInt16LittleEndian(source),
                BinaryPrimitives.ReadUInt16LittleEndian(source[2..]),
                BinaryPrimitives.ReadUInt16LittleEndian(source[4..]) / 65535f,
                BinaryPrimitives.ReadUInt16LittleEndian(source[6..]) / 65535f,
                BinaryPrimitives.ReadUInt16LittleEndian(source[8..]) / 65535f,
                BinaryPrimitives.ReadUInt16LittleEndian(source[10..]) / 65535f);
        }

        return words;
    }

    private static ushort Fraction(float value) => (ushort)MathF.Round(Math.Clamp(value, 0f, 1f) * 65535f);
}

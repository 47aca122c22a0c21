using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// Blocks of small numbers, each in as many bits as the largest needs. A full block of 128 has the layout of SIMD-BP128 (Lemire and
/// Boytsov 2015, "Decoding billions of integers per second through vectorization"): number i lies in lane i mod 4 of 128-bit words, so
/// that four are taken out at once; a shorter block is packed number after number.
/// </summary>
internal static class BitPacking
{
    public const int Block = 128;

    private const int Lanes = 4;

    /// <summary>Bits that the largest of the numbers needs; 0 when all are 0.</summary>
    public static int Width(ReadOnlySpan<int> values)
    {
        var all = 0;
        foreach (var value in values) all |= value;
        return 32 - BitOperations.LeadingZeroCount((uint)all);
    }

    public static int PackedLength(int count, int width) => count == Block ? width * 16 : (count * width + 7) / 8;

    /// <param name="packed">Exactly <see cref="PackedLength"/> bytes.</param>
    public static void Pack(ReadOnlySpan<int> values, int width, Span<byte> packed)
    {
        packed.Clear();
        if (values.Length == Block) PackFull(values, width, MemoryMarshal.Cast<byte, uint>(packed));
        else PackShort(values, width, packed);
    }

    /// <param name="packed">Exactly <see cref="PackedLength"/> bytes.</param>
    /// <param name="values">At least <see cref="Block"/> long; the numbers behind <paramref name="count"/> become 0.</param>
    /// <exception cref="InvalidDataException">The width is none.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, int count, int width, Span<int> values)
    {
        if ((uint)width > 32 || packed.Length != PackedLength(count, width)) throw new InvalidDataException("A block of numbers has a wrong length.");
        values = values[..Block];
        if (width == 0) values.Clear();
        else if (count == Block) UnpackFull(packed, width, MemoryMarshal.Cast<int, uint>(values));
        else UnpackShort(packed, count, width, values);
    }

    /// <summary>Turns gaps less one into the ascending numbers themselves, in place.</summary>
    /// <param name="before">The number before the first.</param>
    public static void SumGaps(Span<int> gaps, int before)
    {
        gaps = gaps[..Block];
        ref var first = ref MemoryMarshal.GetReference(gaps);
        var last = Vector128.Create(before);
        var steps = Vector128.Create(1, 2, 3, 4);
        for (nuint i = 0; i < Block; i += Lanes)
        {
            var sums = Vector128.LoadUnsafe(ref first, i);
            sums += Vector128.Shuffle(sums, Vector128.Create(-1, 0, 1, 2));
            sums += Vector128.Shuffle(sums, Vector128.Create(-1, -1, 0, 1));
            sums += last + steps;
            sums.StoreUnsafe(ref first, i);
            last = Vector128.Shuffle(sums, Vector128.Create(3));
        }
    }

    private static void PackFull(ReadOnlySpan<int> values, int width, Span<uint> words)
    {
        for (var i = 0; i < values.Length && width > 0; i++)
        {
            // The bits of a lane go on in the same lane of the next 128-bit word.
            var (at, bit) = (i / Lanes * width / 32 * Lanes + i % Lanes, i / Lanes * width % 32);
            words[at] |= (uint)values[i] << bit;
            if (bit + width > 32) words[at + Lanes] |= (uint)values[i] >> (32 - bit);
        }
    }

    private static void PackShort(ReadOnlySpan<int> values, int width, Span<byte> packed)
    {
        var (bits, held, at) = (0ul, 0, 0);
        foreach (var value in values)
        {
            bits |= (ulong)(uint)value << held;
            for (held += width; held >= 8; held -= 8, bits >>= 8) packed[at++] = (byte)bits;
        }

        if (held > 0) packed[at] = (byte)bits;
    }

    private static void UnpackFull(ReadOnlySpan<byte> packed, int width, Span<uint> values)
    {
        ref var from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, uint>(packed));
        ref var to = ref MemoryMarshal.GetReference(values);
        var mask = Vector128.Create(width == 32 ? uint.MaxValue : (1u << width) - 1);
        for (var i = 0; i < Block / Lanes; i++)
        {
            var (word, bit) = (i * width / 32, i * width % 32);
            var low = Vector128.LoadUnsafe(ref from, (nuint)(word * Lanes)) >>> bit;
            // The bits beyond the word are masked away where the number does not reach that far, so the last word may stand in for the next.
            var high = Vector128.LoadUnsafe(ref from, (nuint)(Math.Min(word + 1, width - 1) * Lanes)) << 1 << (31 - bit);
            ((low | high) & mask).StoreUnsafe(ref to, (nuint)(i * Lanes));
        }
    }

    private static void UnpackShort(ReadOnlySpan<byte> packed, int count, int width, Span<int> values)
    {
        var mask = (1ul << width) - 1;
        Span<byte> last = stackalloc byte[8];
        for (var i = 0; i < count; i++)
        {
            var (at, bit) = (i * width / 8, i * width % 8);
            scoped var bytes = packed[at..];
            if (bytes.Length < 8)
            {
                last.Clear();
                bytes.CopyTo(last);
                bytes = last;
            }

            values[i] = (int)(BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> bit & mask);
        }

        values[count..].Clear();
    }
}

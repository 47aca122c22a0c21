using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagDocs.Retrieval.Embedding;

/// <summary>A table of bytes, as the built-in model's. Sums are whole numbers until they are finished, so they are the same on every processor.</summary>
internal sealed class Int8TokenTable(ReadOnlyMemory<byte> data, int tokens, int dimensions) : TokenTable(data, tokens, dimensions)
{
    /// <summary>Rows that a sum of 16 bits holds, whatever their numbers are.</summary>
    private const int MostRows = 256;

    private const int WideColumns = 8 * 32;

    private static readonly int Columns = 4 * Vector<sbyte>.Count;

    private Int8NearTokens? _near;

    public override NearToken[][] NearTo(ReadOnlySpan<int> ids, float least) =>
        LazyInitializer.EnsureInitialized(ref _near, () => new Int8NearTokens(MemoryMarshal.Cast<byte, sbyte>(Data.Span), Dimensions)).Find(ids, least);

    // The scale is left out: it falls away when the sum is brought to unit length.
    public override void Sum(ReadOnlySpan<int> ids, Span<float> sum)
    {
        var table = MemoryMarshal.Cast<byte, sbyte>(Data.Span);
        sum.Clear();
        for (; !ids.IsEmpty; ids = ids[Math.Min(MostRows, ids.Length)..])
        {
            var some = ids[..Math.Min(MostRows, ids.Length)];
            var column = 0;
            for (; Avx512BW.IsSupported && column <= Dimensions - WideColumns; column += WideColumns) AddWideColumns(table[column..], some, sum[column..]);
            for (; column <= Dimensions - Columns; column += Columns) AddColumns(table[column..], some, sum[column..]);
            foreach (var id in some)
            {
                for (var i = column; i < Dimensions; i++) sum[i] += table[(id * Dimensions) + i];
            }
        }
    }

    /// <summary>A whole row of the built-in model at once, where the processor has registers for it.</summary>
    private void AddWideColumns(ReadOnlySpan<sbyte> table, ReadOnlySpan<int> ids, Span<float> sum)
    {
        Vector512<short> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        foreach (var id in ids)
        {
            ref readonly var row = ref table.Slice(id * Dimensions, WideColumns)[0];
            a += Widened(in row, 0);
            b += Widened(in row, 32);
            c += Widened(in row, 64);
            d += Widened(in row, 96);
            e += Widened(in row, 128);
            f += Widened(in row, 160);
            g += Widened(in row, 192);
            h += Widened(in row, 224);
        }

        var target = MemoryMarshal.Cast<float, Vector512<float>>(sum[..WideColumns]);
        Add(a, target);
        Add(b, target[2..]);
        Add(c, target[4..]);
        Add(d, target[6..]);
        Add(e, target[8..]);
        Add(f, target[10..]);
        Add(g, target[12..]);
        Add(h, target[14..]);
    }

    private static Vector512<short> Widened(ref readonly sbyte row, nuint at) => Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(in row, at));

    private static void Add(Vector512<short> numbers, Span<Vector512<float>> sum)
    {
        var (low, high) = Vector512.Widen(numbers);
        sum[0] += Vector512.ConvertToSingle(low);
        sum[1] += Vector512.ConvertToSingle(high);
    }

    /// <summary>Sums so many columns in registers, and adds that to what is there.</summary>
    private void AddColumns(ReadOnlySpan<sbyte> table, ReadOnlySpan<int> ids, Span<float> sum)
    {
        Vector<short> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        foreach (var id in ids)
        {
            var row = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(table.Slice(id * Dimensions, Columns));
            Vector.Widen(row[0], out var low, out var high);
            (a, b) = (a + low, b + high);
            Vector.Widen(row[1], out low, out high);
            (c, d) = (c + low, d + high);
            Vector.Widen(row[2], out low, out high);
            (e, f) = (e + low, f + high);
            Vector.Widen(row[3], out low, out high);
            (g, h) = (g + low, h + high);
        }

        var target = MemoryMarshal.Cast<float, Vector<float>>(sum[..Columns]);
        Add(a, target);
        Add(b, target[2..]);
        Add(c, target[4..]);
        Add(d, target[6..]);
        Add(e, target[8..]);
        Add(f, target[10..]);
        Add(g, target[12..]);
        Add(h, target[14..]);
    }

    private static void Add(Vector<short> numbers, Span<Vector<float>> sum)
    {
        Vector.Widen(numbers, out var low, out var high);
        sum[0] += Vector.ConvertToSingle(low);
        sum[1] += Vector.ConvertToSingle(high);
    }
}

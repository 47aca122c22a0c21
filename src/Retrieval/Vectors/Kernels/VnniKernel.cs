using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagDocs.Retrieval.Vectors.Kernels;

/// <summary>
/// vpdpbusd on 256 bits: four products and their sum in one instruction. .NET 10 has it in the VEX coding only, so with 16 registers:
/// eight rows at once for one question, four for two.
/// </summary>
internal sealed class VnniKernel : DotKernel
{
    public override bool IsSupported => AvxVnni.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        ref var query = ref MemoryMarshal.GetArrayDataReference(question.Values);
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var result = ref MemoryMarshal.GetReference(dots);
        var length = (nuint)stride;
        var r = 0;
        for (; r + 8 <= dots.Length; r += 8, row = ref Unsafe.Add(ref row, 8 * length))
        {
            ref var fifth = ref Unsafe.Add(ref row, 4 * length);
            Vector256<int> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
            for (nuint i = 0; i < length; i += 32)
            {
                var q = Vector256.LoadUnsafe(ref query, i);
                a = AvxVnni.MultiplyWideningAndAdd(a, Vector256.LoadUnsafe(ref row, i), q);
                b = AvxVnni.MultiplyWideningAndAdd(b, Vector256.LoadUnsafe(ref row, length + i), q);
                c = AvxVnni.MultiplyWideningAndAdd(c, Vector256.LoadUnsafe(ref row, (2 * length) + i), q);
                d = AvxVnni.MultiplyWideningAndAdd(d, Vector256.LoadUnsafe(ref row, (3 * length) + i), q);
                e = AvxVnni.MultiplyWideningAndAdd(e, Vector256.LoadUnsafe(ref fifth, i), q);
                f = AvxVnni.MultiplyWideningAndAdd(f, Vector256.LoadUnsafe(ref fifth, length + i), q);
                g = AvxVnni.MultiplyWideningAndAdd(g, Vector256.LoadUnsafe(ref fifth, (2 * length) + i), q);
                h = AvxVnni.MultiplyWideningAndAdd(h, Vector256.LoadUnsafe(ref fifth, (3 * length) + i), q);
            }

            Sums(a, b, c, d).StoreUnsafe(ref result, (nuint)r);
            Sums(e, f, g, h).StoreUnsafe(ref result, (nuint)r + 4);
        }

        for (; r < dots.Length; r++, row = ref Unsafe.Add(ref row, length))
        {
            var a = Vector256<int>.Zero;
            for (nuint i = 0; i < length; i += 32) a = AvxVnni.MultiplyWideningAndAdd(a, Vector256.LoadUnsafe(ref row, i), Vector256.LoadUnsafe(ref query, i));
            dots[r] = Vector256.Sum(a);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ScorePair(ReadOnlySpan<byte> rows, int stride, Int8Vector first, Int8Vector second, Span<int> firstDots, Span<int> secondDots)
    {
        ref var query = ref MemoryMarshal.GetArrayDataReference(first.Values);
        ref var other = ref MemoryMarshal.GetArrayDataReference(second.Values);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var length = (nuint)stride;
        var r = 0;
        for (; r + 4 <= firstDots.Length; r += 4, row = ref Unsafe.Add(ref row, 4 * length))
        {
            Vector256<int> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
            for (nuint i = 0; i < length; i += 32)
            {
                var p = Vector256.LoadUnsafe(ref query, i);
                var q = Vector256.LoadUnsafe(ref other, i);
                var x = Vector256.LoadUnsafe(ref row, i);
                a = AvxVnni.MultiplyWideningAndAdd(a, x, p);
                e = AvxVnni.MultiplyWideningAndAdd(e, x, q);
                x = Vector256.LoadUnsafe(ref row, length + i);
                b = AvxVnni.MultiplyWideningAndAdd(b, x, p);
                f = AvxVnni.MultiplyWideningAndAdd(f, x, q);
                x = Vector256.LoadUnsafe(ref row, (2 * length) + i);
                c = AvxVnni.MultiplyWideningAndAdd(c, x, p);
                g = AvxVnni.MultiplyWideningAndAdd(g, x, q);
                x = Vector256.LoadUnsafe(ref row, (3 * length) + i);
                d = AvxVnni.MultiplyWideningAndAdd(d, x, p);
                h = AvxVnni.MultiplyWideningAndAdd(h, x, q);
            }

            Sums(a, b, c, d).CopyTo(firstDots[r..]);
            Sums(e, f, g, h).CopyTo(secondDots[r..]);
        }

        var rest = rows[(r * stride)..];
        ScoreRows(rest, stride, first, firstDots[r..]);
        ScoreRows(rest, stride, second, secondDots[r..firstDots.Length]);
    }

    /// <summary>The sum of each of four vectors, in their order.</summary>
    private static Vector128<int> Sums(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagDocs.Retrieval.Vectors.Kernels;

/// <summary>
/// Widened to 16 bits on 512-bit registers, four rows at once: for processors whose dot product instruction .NET 10 cannot reach, as it
/// knows no AVX-512 coding of it. Adding bytes pairwise (vpmaddubsw) would need fewer steps but saturates.
/// </summary>
internal sealed class Avx512Kernel : DotKernel
{
    public override bool IsSupported => Avx512BW.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        ref var query = ref MemoryMarshal.GetArrayDataReference(question.Wide);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var length = (nuint)stride;
        var r = 0;
        for (; r + 4 <= dots.Length; r += 4, row = ref Unsafe.Add(ref row, 4 * length))
        {
            Vector512<int> a = default, b = default, c = default, d = default;
            for (nuint i = 0; i < length; i += 32)
            {
                var q = Vector512.LoadUnsafe(ref query, i);
                a += Products(ref row, i, q);
                b += Products(ref row, length + i, q);
                c += Products(ref row, (2 * length) + i, q);
                d += Products(ref row, (3 * length) + i, q);
            }

            dots[r] = Vector512.Sum(a);
            dots[r + 1] = Vector512.Sum(b);
            dots[r + 2] = Vector512.Sum(c);
            dots[r + 3] = Vector512.Sum(d);
        }

        for (; r < dots.Length; r++, row = ref Unsafe.Add(ref row, length))
        {
            var a = Vector512<int>.Zero;
            for (nuint i = 0; i < length; i += 32) a += Products(ref row, i, Vector512.LoadUnsafe(ref query, i));
            dots[r] = Vector512.Sum(a);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Products(ref byte row, nuint at, Vector512<short> query) =>
        Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, at)), query);
}

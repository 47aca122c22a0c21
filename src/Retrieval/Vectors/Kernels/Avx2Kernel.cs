using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagDocs.Retrieval.Vectors.Kernels;

/// <summary>Widened to 16 bits on 256-bit registers, four rows at once.</summary>
internal sealed class Avx2Kernel : DotKernel
{
    public override bool IsSupported => Avx2.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        ref var query = ref MemoryMarshal.GetArrayDataReference(question.Wide);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var length = (nuint)stride;
        var r = 0;
        for (; r + 4 <= dots.Length; r += 4, row = ref Unsafe.Add(ref row, 4 * length))
        {
            Vector256<int> a = default, b = default, c = default, d = default;
            for (nuint i = 0; i < length; i += 16)
            {
                var q = Vector256.LoadUnsafe(ref query, i);
                a += Products(ref row, i, q);
                b += Products(ref row, length + i, q);
                c += Products(ref row, (2 * length) + i, q);
                d += Products(ref row, (3 * length) + i, q);
            }

            dots[r] = Vector256.Sum(a);
            dots[r + 1] = Vector256.Sum(b);
            dots[r + 2] = Vector256.Sum(c);
            dots[r + 3] = Vector256.Sum(d);
        }

        for (; r < dots.Length; r++, row = ref Unsafe.Add(ref row, length))
        {
            var a = Vector256<int>.Zero;
            for (nuint i = 0; i < length; i += 16) a += Products(ref row, i, Vector256.LoadUnsafe(ref query, i));
            dots[r] = Vector256.Sum(a);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(ref byte row, nuint at, Vector256<short> query) =>
        Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, at)), query);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace RagDocs.Retrieval.Vectors.Kernels;

/// <summary>The dot product instruction of Armv8.2, four rows at once. It multiplies signed with signed: the 128 is taken off each row and added to the sum.</summary>
internal sealed class ArmKernel : DotKernel
{
    public override bool IsSupported => Dp.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        ref var query = ref MemoryMarshal.GetArrayDataReference(question.Values);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var length = (nuint)stride;
        var r = 0;
        for (; r + 4 <= dots.Length; r += 4, row = ref Unsafe.Add(ref row, 4 * length))
        {
            Vector128<int> a = default, b = default, c = default, d = default;
            for (nuint i = 0; i < length; i += 16)
            {
                var q = Vector128.LoadUnsafe(ref query, i);
                a = Dp.DotProduct(a, Signed(ref row, i), q);
                b = Dp.DotProduct(b, Signed(ref row, length + i), q);
                c = Dp.DotProduct(c, Signed(ref row, (2 * length) + i), q);
                d = Dp.DotProduct(d, Signed(ref row, (3 * length) + i), q);
            }

            dots[r] = Vector128.Sum(a) + question.Offset;
            dots[r + 1] = Vector128.Sum(b) + question.Offset;
            dots[r + 2] = Vector128.Sum(c) + question.Offset;
            dots[r + 3] = Vector128.Sum(d) + question.Offset;
        }

        for (; r < dots.Length; r++, row = ref Unsafe.Add(ref row, length))
        {
            var a = Vector128<int>.Zero;
            for (nuint i = 0; i < length; i += 16) a = Dp.DotProduct(a, Signed(ref row, i), Vector128.LoadUnsafe(ref query, i));
            dots[r] = Vector128.Sum(a) + question.Offset;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Signed(ref byte row, nuint at) => (Vector128.LoadUnsafe(ref row, at) ^ Vector128.Create((byte)128)).AsSByte();
}

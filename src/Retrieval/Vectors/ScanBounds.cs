using System.Numerics.Tensors;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// How far a score of the first pass can be from the float one. With row x = x' + e and question q = q' + f, where x' and q' are what the
/// whole numbers stand for: x·q − x'·q' = e·q + x'·f, and by Cauchy–Schwarz |e·q| ≤ |e||q|, |x'·f| ≤ (|x| + |e|)|f|. So nothing that belongs
/// to the best is ever lost, whatever the data. What rounding in 32-bit floats adds is counted in too.
/// </summary>
/// <param name="PerError">Times a row's error …</param>
/// <param name="Constant">… plus this.</param>
internal readonly record struct ScanBounds(float PerError, float Constant)
{
    public static ScanBounds Of(ReadOnlySpan<float> question, Int8Vector rounded, VectorPartLayout layout)
    {
        // The first pass over a part of the dimensions is an estimate that no useful bound holds for.
        if (layout.ScanDimensions < layout.Dimensions) return default;
        const double unit = 1.0 / (1 << 23);
        double length = TensorPrimitives.Norm(question) * 1.0001;
        var rounding = ((layout.Dimensions + 16) * unit * layout.LongestRow * length) + 1e-30;
        return new ScanBounds((float)((length + rounded.Error) * 1.0001), (float)(((layout.LongestRow * (double)rounded.Error) + rounding) * 1.0001));
    }
}

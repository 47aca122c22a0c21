namespace RagDocs.Retrieval.Vectors.Kernels;

/// <summary>For any processor, and what the others are tested against.</summary>
internal sealed class ScalarKernel : DotKernel
{
    public override bool IsSupported => true;

    protected override void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        var values = question.Values.AsSpan();
        for (var r = 0; r < dots.Length; r++)
        {
            var row = rows.Slice(r * stride, stride);
            var sum = 0;
            for (var i = 0; i < values.Length; i++) sum += row[i] * values[i];
            dots[r] = sum;
        }
    }
}

using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Tests.Vectors;

/// <summary>The scalar kernel, which counts what it is given; stops before its first rows until it is let go on, when asked to.</summary>
internal sealed class CountingKernel(ManualResetEventSlim? reached = null, ManualResetEventSlim? goOn = null) : DotKernel
{
    private readonly ScalarKernel _scalar = new();

    /// <summary>Read, each time they are, whoever for.</summary>
    public int Rows { get; private set; }

    public override bool IsSupported => true;

    protected override void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        reached?.Set();
        goOn?.Wait(TimeSpan.FromMinutes(1));
        Rows += dots.Length;
        _scalar.Score(rows, stride, question, dots);
    }

    protected override void ScorePair(ReadOnlySpan<byte> rows, int stride, Int8Vector first, Int8Vector second, Span<int> firstDots, Span<int> secondDots)
    {
        Rows += firstDots.Length;
        _scalar.Score(rows, stride, first, second, firstDots, secondDots);
    }
}

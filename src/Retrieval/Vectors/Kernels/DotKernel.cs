namespace RagDocs.Retrieval.Vectors.Kernels;

/// <summary>
/// Dot products of one question with many int8 rows. Rows are stored with 128 added (<see cref="Int8Vector"/>), as the x86 dot product
/// instructions want one side unsigned; every kernel returns Σ (row + 128) × question, in whole numbers and therefore the same to the last bit.
/// </summary>
internal abstract class DotKernel
{
    /// <summary>Those that this processor can run, fastest first.</summary>
    public static IReadOnlyList<DotKernel> Supported { get; } = [.. All().Where(k => k.IsSupported)];

    public static DotKernel Best { get; } = Supported[0];

    public abstract bool IsSupported { get; }

    /// <param name="rows">Row after row, each of <paramref name="stride"/> bytes, a multiple of 64.</param>
    /// <param name="dots">One for each row.</param>
    public void Score(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots)
    {
        Check(rows, stride, question, dots.Length);
        ScoreRows(rows, stride, question, dots);
    }

    /// <summary>Two questions for one reading of the rows.</summary>
    public void Score(ReadOnlySpan<byte> rows, int stride, Int8Vector first, Int8Vector second, Span<int> firstDots, Span<int> secondDots)
    {
        Check(rows, stride, first, firstDots.Length);
        Check(rows, stride, second, secondDots.Length);
        ScorePair(rows, stride, first, second, firstDots, secondDots);
    }

    // The kernels below address rows without bounds checks; Check has made sure of the lengths.
    protected abstract void ScoreRows(ReadOnlySpan<byte> rows, int stride, Int8Vector question, Span<int> dots);

    protected virtual void ScorePair(ReadOnlySpan<byte> rows, int stride, Int8Vector first, Int8Vector second, Span<int> firstDots, Span<int> secondDots)
    {
        ScoreRows(rows, stride, first, firstDots);
        ScoreRows(rows, stride, second, secondDots[..firstDots.Length]);
    }

    private static DotKernel[] All() => [new VnniKernel(), new Avx512Kernel(), new Avx2Kernel(), new ArmKernel(), new ScalarKernel()];

    private static void Check(ReadOnlySpan<byte> rows, int stride, Int8Vector question, int count)
    {
        if (stride % 64 != 0 || question.Stride != stride || rows.Length < (long)stride * count)
        {
            throw new ArgumentException("Rows, question and results are not of one size.", nameof(rows));
        }
    }
}

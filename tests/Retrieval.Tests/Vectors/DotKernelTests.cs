using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Tests.Vectors;

public sealed class DotKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(384)]
    [InlineData(1000)]
    public void EveryKernelOfThisProcessorAgreesWithTheScalarOneToTheLastBit(int dimensions)
    {
        var random = new Random(dimensions);
        var stride = Int8Vector.StrideOf(dimensions);
        Assert.Contains(DotKernel.Supported, k => k is ScalarKernel);
        for (var round = 0; round < 20; round++)
        {
            // Bytes as damage could leave them too: 0 is what no quantised row holds.
            var rows = new byte[random.Next(1, 40) * stride];
            random.NextBytes(rows);
            if (round == 0) rows.AsSpan().Fill(255);
            var (first, second) = (Question(random, dimensions, round == 0), Question(random, dimensions, round == 0));
            var expected = new[] { new int[rows.Length / stride], new int[rows.Length / stride] };
            new ScalarKernel().Score(rows, stride, first, second, expected[0], expected[1]);
            foreach (var kernel in DotKernel.Supported)
            {
                var (alone, one, two) = (new int[expected[0].Length], new int[expected[0].Length], new int[expected[0].Length]);
                kernel.Score(rows, stride, first, alone);
                kernel.Score(rows, stride, first, second, one, two);
                Assert.Equal(expected[0], alone);
                Assert.Equal(expected[0], one);
                Assert.Equal(expected[1], two);
            }
        }
    }

    [Fact]
    public void TheScalarKernelCountsTheNumbersWith128Added()
    {
        var question = new Int8Vector([1, -0.5f]);
        var dots = new int[1];
        var row = new byte[64];
        (row[0], row[1]) = (130, 127);

        new ScalarKernel().Score(row, 64, question, dots);

        // 127 and -64 stand for 1 and -0.5; (2 × 127 + -1 × -64) is what is left without the 128.
        Assert.Equal((2 * 127) + 64, dots[0] - question.Offset);
    }

    [Fact]
    public void RowsThatEndBeforeTheirResultsAreRefused()
    {
        foreach (var kernel in DotKernel.Supported)
        {
            Assert.Throws<ArgumentException>(() => kernel.Score(new byte[127], 64, new Int8Vector([1]), new int[2]));
            Assert.Throws<ArgumentException>(() => kernel.Score(new byte[128], 64, new Int8Vector(new float[65]), new int[1]));
            Assert.Throws<ArgumentException>(() => kernel.Score(new byte[64], 64, new Int8Vector([1]), new Int8Vector([1]), new int[2], new int[1]));
        }
    }

    private static Int8Vector Question(Random random, int dimensions, bool largest) =>
        new([.. Enumerable.Range(0, dimensions).Select(_ => largest ? 1 : (random.NextSingle() * 2) - 1)]);
}

using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class TokenCosinesTests
{
    private const int Tokens = 5;
    private const int Dimensions = 300;

    private static readonly sbyte[] Values = [.. Enumerable.Range(0, Tokens * Dimensions).Select(i => i < Dimensions ? (sbyte)0 : (sbyte)((i * 37 % 255) - 127))];
    private static readonly TokenTable Bytes = TokenTable.Of("bytes", new SafeTensor("I8", [Tokens, Dimensions], System.Runtime.InteropServices.MemoryMarshal.AsBytes(Values.AsSpan()).ToArray()));
    private static readonly TokenTable Floats = TokenTable.Of(
        "floats", new SafeTensor("F32", [Tokens, Dimensions], System.Runtime.InteropServices.MemoryMarshal.AsBytes(Values.Select(v => (float)v).ToArray().AsSpan()).ToArray()));

    [Fact]
    public void BytesAndFloatsAgreeAlsoOnTheZeroVector()
    {
        int[] chosen = [1, 0, 4];
        var (fromBytes, fromFloats) = (Bytes.CosinesWith(chosen), Floats.CosinesWith(chosen));
        for (var token = 0; token < Tokens; token++)
        {
            var (one, other) = (new float[chosen.Length], new float[chosen.Length]);
            fromBytes.Of(token, one);
            fromFloats.Of(token, other);
            Assert.All(one.Zip(other), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
            Assert.Equal(token == 1 ? 1 : one[0], one[0], 1e-5);
        }
    }

    [Fact]
    public void SumsOfManyTokensAreExact()
    {
        int[] ids = [.. Enumerable.Range(0, 700).Select(i => 1 + (i % (Tokens - 1)))];
        var (one, other) = (new float[Dimensions], new float[Dimensions]);
        Bytes.Sum(ids, one);
        Floats.Sum(ids, other);
        Assert.Equal(other, one);
    }
}

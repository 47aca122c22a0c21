using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class NearTokensTests
{
    /// <summary>More than what is compared at a time, and no multiple of it.</summary>
    private const int Tokens = 133;
    private const int Dimensions = 300;

    private static readonly sbyte[] Values = [.. Enumerable.Range(0, Tokens * Dimensions).Select(i => i < Dimensions ? (sbyte)0 : (sbyte)((i * 37 % 255) - 127))];
    private static readonly TokenTable Bytes = TokenTable.Of("bytes", new SafeTensor("I8", [Tokens, Dimensions], System.Runtime.InteropServices.MemoryMarshal.AsBytes(Values.AsSpan()).ToArray()));
    private static readonly TokenTable Floats = TokenTable.Of(
        "floats", new SafeTensor("F32", [Tokens, Dimensions], System.Runtime.InteropServices.MemoryMarshal.AsBytes(Values.Select(v => (float)v).ToArray().AsSpan()).ToArray()));

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void BytesAndFloatsFindTheSameWithTheSameCosines(float least)
    {
        int[] chosen = [1, 0, 4];
        var (fromBytes, fromFloats) = (Bytes.NearTo(chosen, least), Floats.NearTo(chosen, least));
        for (var i = 0; i < chosen.Length; i++)
        {
            Assert.Equal(fromFloats[i].Select(n => n.Id), fromBytes[i].Select(n => n.Id));
            Assert.All(fromBytes[i].Zip(fromFloats[i]), pair => Assert.Equal(pair.Second.Cosine, pair.First.Cosine, 1e-5));
        }

        Assert.Equal(1, fromBytes[0].Single(n => n.Id == 1).Cosine, 1e-5);
    }

    [Fact]
    public void NothingIsNearTheZeroVector() => Assert.Empty(Bytes.NearTo([0], 0)[0]);

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(3)]
    [InlineData(0)]
    public void WhatIsKeptIsWhatTheTableSaysHoweverMuchIsKept(int mostKept)
    {
        var near = new NearTokens(Bytes, 0, mostKept);
        for (var round = 0; round < 2; round++)
        {
            foreach (int[] asked in new int[][] { [1, 2], [2, 2, 3], [4, 0, 1], [] }) Assert.Equal(Bytes.NearTo(asked, 0), near.Of(asked));
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

using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class TruncatedEmbeddingsTests
{
    [Fact]
    public async Task TheFirstNumbersAreKeptAndBroughtToUnitLength()
    {
        using var cut = new TruncatedEmbeddings(Library.Embeddings, 64);
        var texts = new[] { "annual leave is thirty days", "", "\u2603" };
        var vectors = (await cut.GenerateAsync(texts)).Select(e => e.Vector.ToArray()).ToList();
        Assert.All(vectors, vector => Assert.Equal(64, vector.Length));
        Assert.Equal(1, TensorPrimitives.Norm<float>(vectors[0]), 1e-5);
        var whole = Library.Embeddings.Embed(texts[0]).AsSpan(0, 64);
        Assert.Equal(1, TensorPrimitives.CosineSimilarity(whole, vectors[0]), 1e-5);
        Assert.All(vectors[1], number => Assert.Equal(0, number));
    }

    [Fact]
    public void AModelIsNotCutToMoreThanItHas()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedEmbeddings(Library.Embeddings, Library.Embeddings.Dimensions));
        Assert.Contains("Retrieval:EmbeddingDimensions must be less", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACutModelIsAnotherModelAndAnOlderCutIsFoundAgain()
    {
        using var folder = new TempFolder();
        using var cut = new TruncatedEmbeddings(Library.Embeddings, 64);
        using var whole = new EmbeddingModels(Library.Embeddings, folder.Path);
        using var shorter = new EmbeddingModels(cut, folder.Path);
        var (first, second) = (await whole.CurrentAsync(default), await shorter.CurrentAsync(default));
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal(64, second.Dimensions);

        await shorter.KeepAsync(default);
        whole.DropOthers(new HashSet<string> { second.Hash });
        var found = await whole.FindAsync(second.Hash, 64, default);
        Assert.Equal(64, found!.Dimensions);
        Assert.Equal(64, (await found.Generator.GenerateAsync(["leave"]))[0].Vector.Length);
        Assert.Null(await whole.FindAsync(first.Hash + "dx", 64, default));
    }
}

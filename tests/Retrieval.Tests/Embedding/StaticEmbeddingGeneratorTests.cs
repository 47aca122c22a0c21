using System.Text.Json;
using Microsoft.Extensions.AI;
using RagDocs.Retrieval.Embedding;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class StaticEmbeddingGeneratorTests
{
    private static readonly StaticEmbeddingGenerator Generator = StaticEmbeddingGenerator.LoadBuiltIn();

    public static TheoryData<string, int[], float[]> ReferenceVectors()
    {
        var data = new TheoryData<string, int[], float[]>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Embedding", "vectors.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            data.Add(
                json.RootElement.GetProperty("text").GetString()!,
                [.. json.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())],
                [.. json.RootElement.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle())]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ReferenceVectors))]
    public void TheBuiltInModelAgreesWithItsReferenceVectors(string text, int[] ids, float[] vector)
    {
        Assert.Equal(ids, Generator.Tokenizer.Encode(text));
        var embedded = Generator.Embed(text);
        for (var i = 0; i < vector.Length; i++) Assert.Equal(vector[i], embedded[i], 1e-4);
    }

    [Fact]
    public async Task SeveralTextsKeepTheirOrderAndVectorsHaveUnitLength()
    {
        var embeddings = await Generator.GenerateAsync(["annual leave", "travel expenses"]);
        Assert.Equal(Generator.Embed("annual leave"), embeddings[0].Vector.ToArray());
        Assert.Equal(Generator.Embed("travel expenses"), embeddings[1].Vector.ToArray());
        Assert.Equal(1, embeddings[1].Vector.ToArray().Sum(x => x * x), 5);
    }

    [Fact]
    public void ATextWithoutKnownWordsGivesTheZeroVector() => Assert.All(Generator.Embed("\u4e00\ufffd \ud800"), x => Assert.Equal(0, x));

    [Fact]
    public void TheMetadataNameTheModelByItsContent()
    {
        var metadata = ((IEmbeddingGenerator)Generator).GetService<EmbeddingGeneratorMetadata>()!;
        Assert.Equal(256, metadata.DefaultModelDimensions);
        Assert.Matches("^[0-9a-f]{16}-256$", metadata.DefaultModelId);
    }

    [Fact]
    public async Task CancellingStopsBetweenTexts() => await Assert.ThrowsAsync<OperationCanceledException>(
        () => Generator.GenerateAsync(["a"], cancellationToken: new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("I8")]
    public void EveryStoredTypeGivesTheSameVectors(string type)
    {
        using var folder = new TempFolder();
        TinyModel.Write(folder, type);
        var vector = StaticEmbeddingGenerator.Load(folder.Path).Embed("Leave, LEAVE pay!");
        // leave = (3, 0), pay = (0, 4): leave counts twice.
        Assert.Equal(6 / MathF.Sqrt(52), vector[0], 1e-5);
        Assert.Equal(4 / MathF.Sqrt(52), vector[1], 1e-5);
    }

    [Fact]
    public void AFolderWithoutAModelIsRefusedByName()
    {
        using var folder = new TempFolder();
        var refused = Assert.Throws<EmbeddingModelException>(() => StaticEmbeddingGenerator.Load(folder.Path));
        Assert.Contains("model.safetensors", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableTooSmallForItsVocabularyIsRefused()
    {
        using var folder = new TempFolder();
        TinyModel.Write(folder, "F32", rows: 2);
        Assert.Contains("2 rows", Assert.Throws<EmbeddingModelException>(() => StaticEmbeddingGenerator.Load(folder.Path)).Message, StringComparison.Ordinal);
    }
}

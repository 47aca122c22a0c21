using System.Text.Json;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.OpenAi;

public sealed class OpenAiEmbeddingGeneratorTests
{
    [Fact]
    public async Task BatchesAreCutByCountAndByCharacters()
    {
        await using var server = await EmbeddingAsync();

        var vectors = await EmbedAsync(server, new() { BatchTexts = 3, BatchCharacters = 10 }, "a", "b", "c", "d", "eeeeee", "ffffff", "gggggggggggggg");

        Assert.Equal([["a", "b", "c"], ["d", "eeeeee"], ["ffffff"], ["gggggggggggggg"]], server.Bodies.Select(Inputs));
        Assert.Equal([1f, 1f, 1f, 1f, 6f, 6f, 14f], vectors.Select(v => v.Vector.Span[0]));
    }

    [Fact]
    public async Task Base64IsReadLikeNumbers()
    {
        var base64 = Convert.ToBase64String([.. BitConverter.GetBytes(0.25f), .. BitConverter.GetBytes(-1.5f)]);
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, $$"""{"data":[{"embedding":"{{base64}}"}]}"""));

        var vector = (await EmbedAsync(server, new(), "a")).Single();
        Assert.Equal(new[] { 0.25f, -1.5f }, vector.Vector.ToArray());
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]}]}""", "1 vectors for 2 texts")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]}""", "a vector for text 0 of 2")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":7,"embedding":[1,2]}]}""", "a vector for text 7 of 2")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1,2,3]}]}""", "a vector of 3 numbers where 2 were expected")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":"no base64!"}]}""", "neither numbers nor base64")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[]}]}""", "a vector of 0 numbers")]
    public async Task WhatIsNotOneVectorForEachTextIsRefused(string answer, string reason)
    {
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, answer));

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => EmbedAsync(server, new(), "a", "b"));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelOfTheWrongSizeIsRefused()
    {
        await using var server = await EmbeddingAsync();
        var failure = await Assert.ThrowsAsync<ModelServerException>(() => EmbedAsync(server, new() { Dimensions = 384 }, "a"));
        Assert.Contains("384", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuestionsAndPassagesGetTheirPrefixes()
    {
        await using var server = await EmbeddingAsync();
        using var connection = new ModelServerConnection(server.Endpoint, new ModelServerOptions(), TimeProvider.System);
        using var embedder = new OpenAiEmbeddingGenerator(connection, new() { QueryPrefix = "query: ", PassagePrefix = "passage: " });

        await embedder.GenerateAsync(["a"]);
        await embedder.GenerateAsync(["b"], new EmbeddingGenerationOptions { AdditionalProperties = new() { ["input_type"] = "query" } });

        Assert.Equal([["passage: a"], ["query: b"]], server.Bodies.Select(Inputs));
    }

    /// <summary>Each vector begins with the length of its text.</summary>
    private static Task<HttpServerDouble> EmbeddingAsync() => HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, JsonSerializer.Serialize(new
    {
        data = Inputs(HttpServerDouble.BodyOf(c)).Select((text, index) => new { index, embedding = new[] { text.Length, 0.5 } }),
    })));

    private static List<string> Inputs(string body) =>
        [.. JsonDocument.Parse(body).RootElement.GetProperty("input").EnumerateArray().Select(t => t.GetString()!)];

    private static async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(HttpServerDouble server, OpenAiEmbeddingOptions options, params string[] texts)
    {
        using var connection = new ModelServerConnection(server.Endpoint, new ModelServerOptions(), TimeProvider.System);
        using var embedder = new OpenAiEmbeddingGenerator(connection, options);
        return await embedder.GenerateAsync(texts);
    }
}

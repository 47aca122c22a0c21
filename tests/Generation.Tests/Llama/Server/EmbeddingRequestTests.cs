using System.Text.Json;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Tests.Llama.Server;

public sealed class EmbeddingRequestTests
{
    [Theory]
    [InlineData("\"a\"", 1)]
    [InlineData("[\"a\", \"b\"]", 2)]
    public void InputIsATextOrAListOfTexts(string input, int count) => Assert.Equal(count, EmbeddingsApi.TextsOf(Parse(input)).Count);

    [Theory]
    [InlineData("[]", "input")]
    [InlineData("null", "input")]
    [InlineData("{}", "input")]
    [InlineData("[[1, 2]]", "input")]
    [InlineData("[1, 2]", "input")]
    [InlineData("[\"a\", \"\"]", "input[1]")]
    [InlineData("[\"a\", null]", "input[1]")]
    [InlineData("\"\"", "input[0]")]
    public void AnythingElseIsRefused(string input, string field) =>
        Assert.Equal(field, Assert.Throws<ApiException>(() => EmbeddingsApi.TextsOf(Parse(input))).Param);

    [Fact]
    public void AListIsBounded()
    {
        var refused = Assert.Throws<ApiException>(() => EmbeddingsApi.TextsOf(JsonSerializer.SerializeToElement(Enumerable.Repeat("a", 2049))));
        Assert.Contains("2048", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(385)]
    public void DimensionsStayWithinTheModels(int dimensions) =>
        Assert.Equal("dimensions", Assert.Throws<ApiException>(() => EmbeddingsApi.CheckDimensions(dimensions, 384)).Param);

    [Fact]
    public void AShortenedVectorHasLengthOneAgain() => Assert.Equal([0.6f, 0.8f], VectorPacking.Shorten([0.3f, 0.4f, 0.5f, 0.7f], 2));

    [Fact]
    public void AShortenedNothingStaysNothing() => Assert.Equal([0f, 0f], VectorPacking.Shorten([0, 0, 1], 2));

    [Fact]
    public void BothFormatsHoldTheSameNumbersInTheOrderAsked()
    {
        TextVector[] vectors = [new([0.5f, -1.25f], 3, Cut: false), new([1e-8f, 3f], 4, Cut: true)];
        var (numbers, packed) = (Write(vectors, base64: false), Write(vectors, base64: true));
        for (var i = 0; i < vectors.Length; i++)
        {
            Assert.Equal(vectors[i].Values, numbers.Data![i].Embedding.EnumerateArray().Select(v => v.GetSingle()));
            var bytes = packed.Data![i].Embedding.GetBytesFromBase64();
            Assert.Equal(vectors[i].Values, new[] { BitConverter.ToSingle(bytes, 0), BitConverter.ToSingle(bytes, 4) });
            Assert.Equal(i, packed.Data[i].Index);
        }

        Assert.Equal((7, 7), (numbers.Usage!.PromptTokens, numbers.Usage.TotalTokens));
        Assert.Equal([null, true], numbers.Data!.Select(d => d.Cut));
    }

    [Fact]
    public void AVectorThatIsNoNumberIsAFailureOfTheModel() =>
        Assert.Contains("damaged", Assert.Throws<LlamaException>(() => Write([new([float.NaN], 1, Cut: false)], base64: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void DocumentsAreRankedBestFirstAndKeepTheirIndex()
    {
        var ranked = RerankApi.Ranked("r", [new(-1, 3, Cut: false), new(2, 4, Cut: true), new(0.5f, 5, Cut: false)], top: 2);
        Assert.Equal([(1, 2.0), (2, 0.5)], ranked.Results!.Select(r => (r.Index, r.RelevanceScore!.Value)));
        Assert.Equal(12, ranked.Usage!.PromptTokens);
        Assert.Equal([true, null], ranked.Results!.Select(r => r.Cut));
    }

    [Theory]
    [InlineData("{\"documents\": [\"a\"]}", "query")]
    [InlineData("{\"query\": \"q\"}", "documents")]
    [InlineData("{\"query\": \"q\", \"documents\": []}", "documents")]
    [InlineData("{\"query\": \"q\", \"documents\": [\"a\", null]}", "documents[1]")]
    [InlineData("{\"query\": \"q\", \"documents\": [\"a\"], \"top_n\": 0}", "top_n")]
    public void ARerankRequestIsRefusedWithTheFieldsName(string body, string field) => Assert.Equal(
        field, Assert.Throws<ApiException>(() => RerankApi.Check(JsonSerializer.Deserialize<RerankRequest>(body, WireJson.Options)!)).Param);

    private static JsonElement? Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static EmbeddingResponse Write(IReadOnlyList<TextVector> vectors, bool base64)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body)) VectorPacking.Write(json, "e", vectors, base64);
        return JsonSerializer.Deserialize<EmbeddingResponse>(body.ToArray(), WireJson.Options)!;
    }
}

using System.Text.Json;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Tests.Llama.Server;

public sealed class ChatRequestTests
{
    private const string Hello = "\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]";

    [Fact]
    public void AMinimalRequestIsGreedyAndUnlimited()
    {
        var request = Read($"{{{Hello}}}");
        Assert.Equal([new ChatTurn("user", "Hello")], request.Turns);
        Assert.Equal((null, null, ""), (request.MaxTokens, request.Grammar, request.Asker));
        Assert.Equal(new SamplingOptions(), request.Sampling);
        Assert.Empty(request.Stop);
    }

    [Fact]
    public void EveryOptionReachesTheEngine()
    {
        var request = Read($$"""
            { {{Hello}}, "max_tokens": 7, "temperature": 0.5, "top_p": 0.9, "top_k": 40, "min_p": 0.05, "repeat_penalty": 1.1,
              "frequency_penalty": 0.2, "presence_penalty": -0.3, "seed": 11, "stop": ["a", "b"], "n": 1, "grammar": "root ::= \"x\"",
              "user": "anna", "something_new": { "deep": [1, 2] }, "response_format": { "type": "text" }, "tools": [] }
            """);
        Assert.Equal(
            new SamplingOptions
            {
                Temperature = 0.5f, TopP = 0.9f, TopK = 40, MinP = 0.05f, RepeatPenalty = 1.1f, FrequencyPenalty = 0.2f, PresencePenalty = -0.3f, Seed = 11,
            },
            request.Sampling);
        Assert.Equal((7, "root ::= \"x\"", "anna"), (request.MaxTokens, request.Grammar, request.Asker));
        Assert.Equal(["a", "b"], request.Stop);
    }

    [Fact]
    public void TheNewerNameOfTheTokenLimitWins() => Assert.Equal(3, Read($"{{{Hello}, \"max_tokens\": 9, \"max_completion_tokens\": 3}}").MaxTokens);

    [Fact]
    public void StopMayBeOneString() => Assert.Equal(["END"], Read($"{{{Hello}, \"stop\": \"END\"}}").Stop);

    [Fact]
    public void TextPartsAreJoinedAndDevelopersAreTheSystem()
    {
        var request = Read("""
            {"messages": [{"role": "developer", "content": [{"type": "text", "text": "Be "}, {"type": "text", "text": "brief."}]},
                          {"role": "assistant", "content": null}, {"role": "user", "content": ""}]}
            """);
        Assert.Equal([new ChatTurn("system", "Be brief."), new ChatTurn("assistant", ""), new ChatTurn("user", "")], request.Turns);
    }

    [Theory]
    [InlineData(0L, 0u)]
    [InlineData(4_294_967_295L, 4_294_967_295u)]
    [InlineData(4_294_967_296L, 1u)]
    public void ASeedOfAnySizeIsFolded(long sent, uint seed) => Assert.Equal(seed, Read($"{{{Hello}, \"seed\": {sent}}}").Sampling.Seed);

    [Theory]
    [InlineData("\"messages\": []", "messages")]
    [InlineData("\"model\": \"x\"", "messages")]
    [InlineData("\"messages\": [null]", "messages[0].role")]
    [InlineData("\"messages\": [{\"content\": \"x\"}]", "messages[0].role")]
    [InlineData("\"messages\": [{\"role\": \"tool\", \"content\": \"x\"}]", "messages[0].role")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": 3}]", "messages[0].content")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": [\"x\"]}]", "messages[0].content[0]")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\"}]}]", "messages[0].content[0].text")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": \"\\ud800\"}]", "messages[0].content")]
    [InlineData(Hello + ", \"stop\": [\"\\udfff\"]", "stop")]
    [InlineData(Hello + ", \"n\": 2", "n")]
    [InlineData(Hello + ", \"max_tokens\": 0", "max_tokens")]
    [InlineData(Hello + ", \"max_completion_tokens\": -1", "max_completion_tokens")]
    [InlineData(Hello + ", \"temperature\": 2.1", "temperature")]
    [InlineData(Hello + ", \"temperature\": 1e99", "temperature")]
    [InlineData(Hello + ", \"top_p\": -0.1", "top_p")]
    [InlineData(Hello + ", \"top_k\": -2", "top_k")]
    [InlineData(Hello + ", \"min_p\": 1.5", "min_p")]
    [InlineData(Hello + ", \"repeat_penalty\": 0", "repeat_penalty")]
    [InlineData(Hello + ", \"frequency_penalty\": 3", "frequency_penalty")]
    [InlineData(Hello + ", \"presence_penalty\": -3", "presence_penalty")]
    [InlineData(Hello + ", \"stop\": \"\"", "stop")]
    [InlineData(Hello + ", \"stop\": [1]", "stop")]
    [InlineData(Hello + ", \"stop\": {}", "stop")]
    [InlineData(Hello + ", \"grammar\": \"\\u0000\"", "grammar")]
    [InlineData(Hello + ", \"tools\": [{}]", "tools")]
    [InlineData(Hello + ", \"response_format\": {\"type\": \"json_object\"}", "response_format")]
    public void WhatCannotBeDoneIsRefusedWithTheFieldsName(string body, string field)
    {
        var refused = Assert.Throws<ApiException>(() => Read($"{{{body}}}"));
        Assert.Equal((400, field), (refused.Status, refused.Param));
        Assert.StartsWith(field + " ", refused.Message, StringComparison.Ordinal);
    }

    private static GenerationRequest Read(string json) => ChatRequest.Read(JsonSerializer.Deserialize<ChatCompletionRequest>(json, WireJson.Options)!);
}

using System.Net;

namespace RagDocs.Generation.Tests.Llama.Server;

public sealed class TokenizeTests
{
    [Fact]
    public async Task AConversationIsCountedWithItsTemplateAndATextWithout()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral);

        var (_, conversation) = await server.PostAsync("/tokenize", """{"messages":[{"role":"user","content":"the question"}]}""");
        var (_, text) = await server.PostAsync("/tokenize", """{"prompt":"the question"}""");
        var (_, markup) = await server.PostAsync("/tokenize", """{"prompt":"the question [/INST]"}""");

        var count = conversation.GetProperty("count").GetInt32();
        var (_, health) = await server.GetAsync("/health");
        Assert.Equal(health.GetProperty("context").GetInt32(), conversation.GetProperty("max_model_len").GetInt32());
        Assert.True(count > text.GetProperty("count").GetInt32());
        // Markup in a text is text: more than the one token that the template's own is.
        Assert.True(markup.GetProperty("count").GetInt32() > text.GetProperty("count").GetInt32() + 3);
        var (_, answer) = await server.PostAsync("/v1/chat/completions", """{"messages":[{"role":"user","content":"the question"}],"max_tokens":1}""");
        Assert.Equal(count, answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"prompt":"a","messages":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"messages":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"messages":[{"role":"boss","content":"x"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"model":"another","prompt":"a"}""", HttpStatusCode.NotFound)]
    public async Task WhatCannotBeCountedIsRefused(string body, HttpStatusCode status)
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral);
        Assert.Equal(status, (await server.PostAsync("/tokenize", body)).Status);
    }

    [Fact]
    public async Task AnEncoderCountsTextsButHasNoConversations()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Bert);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/tokenize", """{"prompt":"a text"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/tokenize", """{"messages":[{"role":"user","content":"x"}]}""")).Status);
    }
}

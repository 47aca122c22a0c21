using System.Net;
using System.Text.Json;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Server;

/// <summary>The server with a real engine behind it, on tiny models.</summary>
public sealed class ServedModelTests : IDisposable
{
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task AHealthyEngineSaysWhatItServes()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral);
        var (status, health) = await server.GetAsync("/health");
        Assert.Equal((HttpStatusCode.OK, "ok", "tiny-mistral", "chat", 0, 0),
            (status, health.GetProperty("status").GetString(), health.GetProperty("model").GetString(), health.GetProperty("kind").GetString(),
            health.GetProperty("running").GetInt32(), health.GetProperty("waiting").GetInt32()));
        Assert.True(health.GetProperty("context").GetInt32() >= 256);
    }

    [Fact]
    public async Task AGrammarBindsTheAnswer()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral);
        var (status, body) = await server.PostAsync(Chat, $"{{{Messages}, \"grammar\": \"root ::= \\\"the\\\" [1-3]\", \"something_new\": true}}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("^the[1-3]$", Content(body));
        Assert.Equal("stop", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task ABrokenGrammarIsRefusedBeforeTheStreamBegins()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral);
        var (status, body) = await server.PostAsync(Chat, $"{{{Messages}, \"stream\": true, \"grammar\": \"root ::= (\"}}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_error"), (status, body.GetProperty("error").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task APromptThatIsTooLongIsRefusedWithTheNumbers()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral, o => o with { ContextTokens = 256 });
        var content = string.Join(' ', Enumerable.Repeat("the", 400));
        var (status, body) = await server.PostAsync(Chat, $"{{\"messages\": [{{\"role\": \"user\", \"content\": \"{content}\"}}]}}");
        var error = body.GetProperty("error");
        Assert.Equal((HttpStatusCode.BadRequest, "context_length_exceeded"), (status, error.GetProperty("code").GetString()));
        Assert.Matches(@"has [4-9]\d\d tokens.* 256", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task OnlyAChatModelWritesAndOnlyAnEmbeddingModelEmbeds()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Bert);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync(Chat, $"{{{Messages}}}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/v1/rerank", "{\"query\": \"q\", \"documents\": [\"d\"]}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v1/embeddings", "{\"input\": \"the\"}")).Status);
    }

    [Fact]
    public async Task ManyTextsKeepTheirOrder()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Bert);
        var texts = Enumerable.Range(0, 40).Select(i => new string('a', i + 1)).ToList();
        var (_, together) = await server.PostAsync("/v1/embeddings", JsonSerializer.Serialize(new { input = texts }));
        foreach (var i in new[] { 0, 7, 39 })
        {
            var (_, alone) = await server.PostAsync("/v1/embeddings", JsonSerializer.Serialize(new { input = texts[i] }));
            Assert.Equal(Vector(alone, 0), Vector(together, i));
        }

        static IEnumerable<float> Vector(JsonElement body, int i) =>
            body.GetProperty("data")[i].GetProperty("embedding").EnumerateArray().Select(v => v.GetSingle());
    }

    [Fact]
    public async Task DocumentsAreRankedByTheModelsScore()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Reranker);
        var (status, body) = await server.PostAsync("/v1/rerank", "{\"query\": \"a\", \"documents\": [\"the\", \"a\", \"he\"], \"top_n\": 2}");
        Assert.Equal(HttpStatusCode.OK, status);
        var results = body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(2, results.Count);
        Assert.True(results[0].GetProperty("relevance_score").GetDouble() >= results[1].GetProperty("relevance_score").GetDouble());
    }

    [Fact]
    public async Task WhoeverComesToAFullQueueIsToldWhenToComeBack()
    {
        await using var server = await EndlessAsync(parallel: 1, queue: 0);
        using var first = await BeginAsync(server);
        using var refused = await server.Client.PostAsync(Chat, RunningServer.Json($"{{{Messages}, \"stream\": true}}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("rate_limit_error", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverWaitsIsToldThePlaceInTheQueue()
    {
        await using var server = await EndlessAsync(parallel: 1, queue: 2);
        using var first = await BeginAsync(server);
        using var second = await SendAsync(server);
        using var lines = new StreamReader(await second.Content.ReadAsStreamAsync());
        var chunk = JsonSerializer.Deserialize<JsonElement>((await lines.ReadLineAsync())!["data: ".Length..]);
        Assert.Equal(1, chunk.GetProperty("queue_place").GetInt32());
    }

    [Fact]
    public async Task WhoDoesNotWaitIsToldOfNoQueue()
    {
        await using var server = await EndlessAsync(parallel: 1, queue: 2);
        using var answer = await server.Client.PostAsync(Chat, RunningServer.Json($"{{{Messages}, \"max_tokens\": 2, \"stream\": true}}"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("queue_place", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAskerWhoLeavesFreesThePlace(bool stream)
    {
        await using var server = await EndlessAsync(parallel: 1, queue: 0);
        using var leave = new CancellationTokenSource();
        var asking = server.Client.PostAsync(Chat, RunningServer.Json($"{{{Messages}, \"max_tokens\": 100000, \"stream\": {(stream ? "true" : "false")}}}"), leave.Token);
        await UntilAsync(server, "ragdocs_engine_running 1");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await UntilAsync(server, "ragdocs_engine_running 0");
        Assert.Contains("ragdocs_engine_canceled_total 1\n", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        var (status, _) = await server.PostAsync(Chat, $"{{{Messages}, \"max_tokens\": 2}}");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task ADrainLetsARunningAnswerEndAndTakesNothingNew()
    {
        await using var server = await EndlessAsync(parallel: 2, queue: 2);
        using var running = await SendAsync(server, maxTokens: 400);
        var text = running.Content.ReadAsStringAsync();
        await UntilAsync(server, "ragdocs_engine_running 1");
        var draining = server.DrainAsync(TimeSpan.FromSeconds(60));
        var (status, body) = await server.PostAsync(Chat, $"{{{Messages}}}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        await draining;
        var answer = await text;
        Assert.Contains("\"finish_reason\":\"length\"", answer, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStopWithoutPatienceTellsWhoStillWaits()
    {
        var server = await EndlessAsync(parallel: 1, queue: 2);
        using var running = await BeginAsync(server);
        var text = running.Content.ReadAsStringAsync();
        await server.DrainAsync(TimeSpan.Zero);
        await server.StopAsync();
        var answer = await text;
        Assert.Contains("\"code\":\"stopping\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer, StringComparison.Ordinal);
        server.Client.Dispose();
    }

    [Fact]
    public async Task WhatWasWrittenIsCounted()
    {
        await using var server = await RunningServer.WithModelAsync(TinyModels.Mistral);
        await server.PostAsync(Chat, $"{{{Messages}, \"max_tokens\": 7}}");
        var metrics = await server.Client.GetStringAsync("/metrics");
        Assert.Contains("ragdocs_engine_generated_tokens_total 7\n", metrics, StringComparison.Ordinal);
        Assert.Contains("ragdocs_engine_requests_total 1\n", metrics, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A model that never ends by itself, so that a request runs for as long as the test wants.</summary>
    private async Task<RunningServer> EndlessAsync(int parallel, int queue)
    {
        var model = TinyMistral.Write(_folder.File("endless.gguf"), new TinyMistralOptions { NeverEnds = true, ContextLength = 131_072 });
        return await RunningServer.WithModelAsync(model, o => o with { Parallel = parallel, QueueLength = queue, ContextTokens = 120_000 });
    }

    private static Task<HttpResponseMessage> SendAsync(RunningServer server, int maxTokens = 100_000) => server.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, Chat) { Content = RunningServer.Json($"{{{Messages}, \"stream\": true, \"max_tokens\": {maxTokens}}}") },
        HttpCompletionOption.ResponseHeadersRead);

    private static async Task<HttpResponseMessage> BeginAsync(RunningServer server)
    {
        var response = await SendAsync(server);
        await UntilAsync(server, "ragdocs_engine_running 1");
        return response;
    }

    private static async Task UntilAsync(RunningServer server, string metric)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await server.Client.GetStringAsync("/metrics", patience.Token)).Contains(metric + "\n", StringComparison.Ordinal))
        {
            await Task.Delay(2, patience.Token);
        }
    }

    private static string Content(JsonElement body) => body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}

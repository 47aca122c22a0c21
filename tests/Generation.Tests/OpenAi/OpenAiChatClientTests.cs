using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.OpenAi;

public sealed class OpenAiChatClientTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Six months."},"finish_reason":"stop"}]}""";

    private static readonly ChatMessage[] Question = [new(ChatRole.System, "Be short."), new(ChatRole.User, "How long?")];

    private static readonly ChatOptions Everything = new()
    {
        Temperature = 0.5f, TopP = 0.9f, TopK = 40, MaxOutputTokens = 100, Seed = 7, FrequencyPenalty = 0.1f, PresencePenalty = 0.2f, StopSequences = ["END"],
        AdditionalProperties = new() { ["grammar"] = "root ::= \"x\"", ["user"] = "17", ["min_p"] = 0.05, ["repeat_penalty"] = 1.1f },
    };

    [Fact]
    public async Task OptionsAreSentUnderTheirNames()
    {
        var sent = await SentAsync(Everything, grammar: true);

        Assert.Equal(
            """{"model":"some-model","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"How long?"}],"stream":false,"max_tokens":100,"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.05,"repeat_penalty":1.1,"frequency_penalty":0.1,"presence_penalty":0.2,"seed":7,"stop":["END"],"grammar":"root ::= \"x\"","user":"17"}""",
            sent);
    }

    [Theory]
    [InlineData("grammar")]
    [InlineData("user")]
    [InlineData("min_p")]
    [InlineData("repeat_penalty")]
    public async Task WhatOnlyOurEngineKnowsIsNotSentToOthers(string field) =>
        Assert.DoesNotContain($"\"{field}\":", await SentAsync(Everything, grammar: false), StringComparison.Ordinal);

    [Fact]
    public async Task WhatWasNotSetIsNotSent() => Assert.Equal(
        """{"model":"some-model","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"How long?"}],"stream":false}""",
        await SentAsync(null, grammar: true));

    [Fact]
    public async Task PlacesInTheQueueComeBeforeTheText()
    {
        await using var server = await StreamingAsync(
            """data: {"object":"chat.completion.chunk","choices":[],"queue_place":2}""", """data: {"choices":[],"queue_place":1}""",
            """data: {"choices":[{"index":0,"delta":{"content":"Six"},"finish_reason":"stop"}]}""", "data: [DONE]");

        var updates = await StreamAsync(server);

        Assert.Equal([2, 1], updates.Take(2).Select(u => u.AdditionalProperties!["queue_place"]));
        Assert.Equal("Six", updates[2].Text);
    }

    [Fact]
    public async Task EveryByteMayComeInAPacketOfItsOwn()
    {
        var bytes = Encoding.UTF8.GetBytes("""data: {"choices":[{"index":0,"delta":{"content":"größer 🦉 漢"},"finish_reason":null}]}""" + "\r\n\r\ndata: [DONE]\r\n\r\n");
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.StreamAsync(c, [.. bytes.Chunk(1)]));

        Assert.Equal("größer 🦉 漢", string.Concat((await StreamAsync(server)).Select(u => u.Text)));
    }

    [Fact]
    public async Task UsageMayComeWithTheReasonOrAfterIt()
    {
        await using var server = await StreamingAsync(
            """data: {"choices":[{"index":0,"delta":{"content":"Six"},"finish_reason":"stop"}],"usage":null}""",
            """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":4}}}""");

        var usage = (await StreamAsync(server)).SelectMany(u => u.Contents).OfType<UsageContent>().Single().Details;

        Assert.Equal((9, 1, 10, 4), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount));
    }

    [Fact]
    public async Task AStreamThatSaysNothingAtAllIsAFailure()
    {
        await using var server = await StreamingAsync(": ping", """data: {"choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]}""");

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => StreamAsync(server));

        Assert.Equal(ModelServerProblem.BrokenAnswer, failure.Problem);
    }

    [Theory]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"content":"Six"},"finish_reason":null}]}""")]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"content":"Six"}}]}""", """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}""")]
    public async Task AStreamThatEndsWithoutAReasonAndWithoutDoneIsNoWholeAnswer(params string[] events)
    {
        await using var server = await StreamingAsync(events);

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => StreamAsync(server));

        Assert.Equal(ModelServerProblem.Unreachable, failure.Problem);
        Assert.Contains("before the answer was complete", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"content":"Six"},"finish_reason":"stop"}]}""")]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"content":"Six"}}]}""", "data: [DONE]")]
    [InlineData("""data: {"choices":[{"index":0,"delta":{"content":"Six"}}]}""", """data: {"choices":[{"index":0,"delta":{},"finish_reason":"eos_token"}]}""", ": bye")]
    public async Task EitherAReasonOrDoneEndsAnAnswer(params string[] events)
    {
        await using var server = await StreamingAsync(events);

        Assert.Equal("Six", string.Concat((await StreamAsync(server)).Select(u => u.Text)));
    }

    [Fact]
    public async Task SilenceInTheMiddleEndsTheAnswerAsAFailure()
    {
        await using var server = await HttpServerDouble.StartAsync(async c =>
        {
            await HttpServerDouble.StreamAsync(c, """data: {"choices":[{"index":0,"delta":{"content":"Six"}}]}"""u8.ToArray(), "\n\n"u8.ToArray());
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using var connection = new ModelServerConnection(server.Endpoint, new ModelServerOptions { IdleTimeout = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => new OpenAiChatClient(connection).GetStreamingResponseAsync(Question).ToListAsync().AsTask());

        Assert.Equal(ModelServerProblem.TimedOut, failure.Problem);
    }

    [Fact]
    public async Task StoppingClosesTheConnectionSoThatTheServerStopsToo()
    {
        var abandoned = new TaskCompletionSource();
        await using var server = await HttpServerDouble.StartAsync(async c =>
        {
            c.RequestAborted.Register(abandoned.SetResult);
            await HttpServerDouble.StreamAsync(c, """data: {"choices":[{"index":0,"delta":{"content":"Six"}}]}"""u8.ToArray(), "\n\n"u8.ToArray());
            await abandoned.Task;
        });
        using var stop = new CancellationTokenSource();
        using var connection = Connect(server.Endpoint);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in new OpenAiChatClient(connection).GetStreamingResponseAsync(Question, null, stop.Token)) await stop.CancelAsync();
        });

        await abandoned.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task AModelWithoutASystemRoleGetsTheSystemTextInFrontOfTheQuestion()
    {
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.BodyOf(c).Contains("\"system\"", StringComparison.Ordinal)
            ? HttpServerDouble.JsonAsync(c, 400, """{"object":"error","message":"Conversation roles must alternate user/assistant/user/assistant/...","type":"BadRequestError","code":400}""")
            : HttpServerDouble.JsonAsync(c, 200, Answer));
        using var connection = Connect(server.Endpoint);
        var client = new OpenAiChatClient(connection);

        Assert.Equal("Six months.", (await client.GetResponseAsync(Question)).Text);
        Assert.Equal("Six months.", (await client.GetResponseAsync(Question)).Text);

        // Found out once, known from then on.
        Assert.Equal(3, server.Bodies.Count);
        var message = JsonDocument.Parse(server.Bodies[2]).RootElement.GetProperty("messages").EnumerateArray().Single();
        Assert.Equal("Be short.\n\nHow long?", message.GetProperty("content").GetString());
    }

    private static async Task<string> SentAsync(ChatOptions? options, bool grammar)
    {
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, Answer));
        using var connection = Connect(server.Endpoint with { Grammar = grammar });
        await new OpenAiChatClient(connection).GetResponseAsync(Question, options);
        return Assert.Single(server.Bodies);
    }

    private static async Task<List<ChatResponseUpdate>> StreamAsync(HttpServerDouble server)
    {
        using var connection = Connect(server.Endpoint);
        return await new OpenAiChatClient(connection).GetStreamingResponseAsync(Question).ToListAsync();
    }

    private static Task<HttpServerDouble> StreamingAsync(params string[] events) =>
        HttpServerDouble.StartAsync(c => HttpServerDouble.StreamAsync(c, [.. events.Select(e => Encoding.UTF8.GetBytes(e + "\n\n"))]));

    private static ModelServerConnection Connect(OpenAiEndpoint endpoint) => new(endpoint, new ModelServerOptions(), TimeProvider.System);
}

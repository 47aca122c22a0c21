using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Server;

namespace RagDocs.Generation.Tests.Llama.Server;

public sealed class ChatStreamTests
{
    private const string Head = """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":5,"model":"tiny",""";

    private static readonly GenerationEnded Ended = new(FinishReason.Length, 10, 4, 2, 0, 0);

    [Fact]
    public async Task AnAnswerIsAStreamOfChunksThatEndsWithDone()
    {
        var lines = await WriteAsync(Script(new QueuePlace(2), new GenerationStarted(10, 4), new TextGenerated("Grüße\n"), Ended));
        Assert.Equal(
            [
                $$$"""data: {{{Head}}}"choices":[{"index":0,"delta":{}}],"queue_place":2}""",
                $$$"""data: {{{Head}}}"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
                $$$"""data: {{{Head}}}"choices":[{"index":0,"delta":{"content":"Grüße\n"}}]}""",
                $$$"""data: {{{Head}}}"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""",
                "data: [DONE]",
            ],
            lines);
    }

    [Fact]
    public async Task TheUsageComesLastAndOnlyWhenAskedFor()
    {
        var lines = await WriteAsync(Script(new GenerationStarted(10, 4), Ended), includeUsage: true);
        Assert.Equal(
            $$$$"""data: {{{{Head}}}}"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4}}}""",
            lines[^2]);
    }

    [Fact]
    public async Task SilenceIsFilledWithCommentsWhileARequestWaits()
    {
        var release = new TaskCompletionSource();
        var body = new MemoryStream();
        var writing = WriteAsync(WaitingFor(release.Task), body: body);
        while (!Encoding.UTF8.GetString(body.ToArray()).Contains(": waiting\n\n: waiting\n\n", StringComparison.Ordinal)) await Task.Delay(1);
        release.SetResult();
        Assert.Equal("data: [DONE]", (await writing)[^1]);
    }

    [Fact]
    public async Task AFailureInMidAnswerIsTheLastEventAndThereIsNoDone()
    {
        var lines = await WriteAsync(FailingAfter(new LlamaException("The memory is gone."), new GenerationStarted(1, 0), new TextGenerated("a")));
        Assert.Equal("""data: {"error":{"message":"The memory is gone.","type":"server_error"}}""", lines[^1]);
    }

    [Fact]
    public async Task WhatIsRefusedBeforeTheStartLeavesTheResponseUntouched()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await Assert.ThrowsAsync<EngineBusyException>(() => StreamOf(context).WriteAsync(
            FailingAfter(new EngineBusyException(3, TimeSpan.FromSeconds(2))), CancellationToken.None));
        Assert.Null(context.Response.ContentType);
        Assert.Equal(0, context.Response.Body.Length);
    }

    [Fact]
    public async Task AWholeAnswerHasTheTextAndTheCounts()
    {
        var whole = await ChatApi.WholeAsync(
            Script(new QueuePlace(1), new GenerationStarted(10, 4), new TextGenerated("a"), new TextGenerated("b"), Ended), Chunks);
        Assert.Equal(("ab", "length", 12), (whole.Choices![0].Message!.Content!.Value.GetString(), whole.Choices[0].FinishReason, whole.Usage!.TotalTokens));
    }

    private static ChatChunks Chunks => new("chatcmpl-1", "tiny", 5);

    private static ChatStream StreamOf(HttpContext context, bool includeUsage = false) =>
        new(context.Response, Chunks, includeUsage, TimeSpan.FromMilliseconds(5), TimeProvider.System, NullLogger.Instance);

    private static async Task<IReadOnlyList<string>> WriteAsync(
        IAsyncEnumerable<GenerationEvent> events, bool includeUsage = false, MemoryStream? body = null)
    {
        var context = new DefaultHttpContext { Response = { Body = body ??= new MemoryStream() } };
        await StreamOf(context, includeUsage).WriteAsync(events, CancellationToken.None);
        Assert.StartsWith("text/event-stream", context.Response.ContentType, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(body.ToArray()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l != ": waiting").ToList();
    }

    private static IAsyncEnumerable<GenerationEvent> Script(params GenerationEvent[] events) => events.ToAsyncEnumerable();

    private static async IAsyncEnumerable<GenerationEvent> WaitingFor(Task release, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new QueuePlace(1);
        await release.WaitAsync(cancellationToken);
        yield return new GenerationStarted(1, 0);
        yield return Ended;
    }

    private static async IAsyncEnumerable<GenerationEvent> FailingAfter(Exception failure, params GenerationEvent[] events)
    {
        foreach (var step in events) yield return step;
        await Task.Yield();
        throw failure;
    }
}

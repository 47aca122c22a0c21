using RagDocs.Generation.Llama.Engine;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class CancellationTests
{
    [Fact]
    public async Task WhoLeavesTheQueueMakesTheOthersMoveUp()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Slow) with { Parallel = 1, ContextTokens = 1024 });
        using var stopFirst = new CancellationTokenSource();
        using var stopSecond = new CancellationTokenSource();
        var first = Reader.Start(engine, Asking.Request("one", 900), stopFirst.Token);
        await first.Until<GenerationStarted>();
        var second = Reader.Start(engine, Asking.Request("two", 4), stopSecond.Token);
        await second.Until<QueuePlace>();
        var third = Reader.Start(engine, Asking.Request("three", 4), CancellationToken.None);
        await third.Until<QueuePlace>();

        await stopSecond.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.End);
        await stopFirst.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.End);
        await third.End;

        Assert.Equal([2, 1], third.Seen.OfType<QueuePlace>().Select(p => p.Place));
        Assert.DoesNotContain(second.Seen, e => e is GenerationStarted);
        Assert.Equal(2, engine.Statistics.Canceled);
    }

    [Fact]
    public async Task AWriterStopsAndTheEngineStaysHealthy()
    {
        var alone = await Asking.AloneAsync(Asking.Endless, Asking.Request("after it", 30));
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        using var stop = new CancellationTokenSource();
        var reader = Reader.Start(engine, Asking.Request("before it", 900), stop.Token);
        await reader.Until<TextGenerated>();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.End);
        Assert.Equal(alone.Text, (await engine.WriteAsync(Asking.Request("after it", 30))).Text);
        Assert.Equal(1, engine.Statistics.Canceled);
        Assert.Equal(0, engine.Statistics.Running);
    }

    [Fact]
    public async Task ALongPromptStopsInTheMiddleOfAStep()
    {
        // A step takes a second, so only ending it ends the work at once.
        var alone = await Asking.AloneAsync(Asking.Slow, Asking.Request("after it", 8));
        var options = Asking.Options(Asking.Slow) with { ContextTokens = 4096, BatchTokens = 4096 };
        await using var engine = await Asking.LoadAsync(options);
        using var stop = new CancellationTokenSource();
        var reader = Reader.Start(engine, Asking.Request(new string('x', 3900), 8), stop.Token);
        await reader.Until<GenerationStarted>();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.End);
        Assert.Equal(alone.Text, (await engine.WriteAsync(Asking.Request("after it", 8))).Text);
        Assert.InRange(engine.Statistics.PromptTokens, 1, 3000);
    }

    [Fact]
    public async Task AnAbortedStepIsDoneAgainForTheOthers()
    {
        var alone = await Asking.AloneAsync(Asking.Slow, Asking.Request("who writes on", 40));
        var options = Asking.Options(Asking.Slow) with { ContextTokens = 4096, BatchTokens = 1024 };
        await using var engine = await Asking.LoadAsync(options);
        var writer = Reader.Start(engine, Asking.Request("who writes on", 40), CancellationToken.None);
        await writer.Until<TextGenerated>();
        for (var i = 0; i < 4; i++)
        {
            using var stop = new CancellationTokenSource();
            var reader = Reader.Start(engine, Asking.Request(new string((char)('a' + i), 3000), 8), stop.Token);
            await reader.Until<GenerationStarted>();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.End);
        }

        await writer.End;
        Assert.Equal(alone.Text, writer.Text);
    }

    [Fact]
    public async Task WhoWaitsForAnothersPromptGivesThePlaceBackAtOnce()
    {
        // A clock that stands still measures no pace: one step reads the whole prompt, for seconds.
        var options = Asking.Options(Asking.Slow) with { ContextTokens = 4096, BatchTokens = 4096, Parallel = 2 };
        await using var engine = await Asking.LoadAsync(options, new ManualTime());
        var passages = new string('x', 1700);
        using var stop = new CancellationTokenSource();
        // While the first one's only step runs, the others gather: then one reads and one waits for what is read.
        var first = Reader.Start(engine, Asking.Request(new string('a', 600), 1), CancellationToken.None);
        await first.Until<GenerationStarted>();
        var leader = Reader.Start(engine, Asking.Request(passages, 2, "leader"), CancellationToken.None);
        await leader.Until<RequestTaken>();
        var follower = Reader.Start(engine, Asking.Request(passages, 2, "follower"), stop.Token);
        await follower.Until<RequestTaken>();
        var next = Reader.Start(engine, Asking.Request("the next", 2, "next"), CancellationToken.None);
        await leader.Until<GenerationStarted>();

        await stop.CancelAsync();

        await next.Until<GenerationStarted>();
        Assert.InRange(engine.Statistics.PromptTokens, 1, 1500);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower.End);
        await Task.WhenAll(first.End, leader.End, next.End);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public async Task WhoWaitsIsServedSoonAfterAnotherWasCanceled(int parallel, bool inPrompt)
    {
        var options = Asking.Options(Asking.Slow) with { ContextTokens = 4096, Parallel = parallel, BatchTokens = 256 };
        await using var engine = await Asking.LoadAsync(options);
        var stops = Enumerable.Range(0, parallel).Select(_ => new CancellationTokenSource()).ToList();
        var tokens = inPrompt ? 3200 / parallel : 20;
        var running = stops.Select((stop, i) => Reader.Start(engine, Asking.Request(new string((char)('a' + i), tokens), inPrompt ? 100 : 400, $"{i}"), stop.Token)).ToList();
        foreach (var reader in running) await (inPrompt ? reader.Until<GenerationStarted>() : reader.Until<TextGenerated>());
        var next = Reader.Start(engine, Asking.Request("the next", 2, "next"), CancellationToken.None);
        await next.Until<QueuePlace>();

        var since = TimeProvider.System.GetTimestamp();
        await stops[0].CancelAsync();
        await next.Until<GenerationStarted>();
        var took = TimeProvider.System.GetElapsedTime(since);

        // 150 ms are promised; the room is for a machine on which everything else runs too.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        foreach (var stop in stops) await stop.CancelAsync();
        foreach (var reader in running) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.End);
        await next.End;
        foreach (var stop in stops) stop.Dispose();
    }

    [Fact]
    public async Task WhoStopsReadingStopsTheWork()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Endless) with { Parallel = 1 });
        await foreach (var news in engine.GenerateAsync(Asking.Request("x", 1000), CancellationToken.None))
        {
            if (news is TextGenerated)
                break;
        }

        await engine.WriteAsync(Asking.Request("y", 4));

        Assert.Equal(1, engine.Statistics.Canceled);
        Assert.InRange(engine.Statistics.GeneratedTokens, 5, 900);
    }

    [Fact]
    public async Task WhoIsCanceledBeforeAskingNeverStarts()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.WriteAsync(Asking.Request("x"), new CancellationToken(canceled: true)));

        Assert.Equal(0, engine.Statistics.GeneratedTokens);
    }
}

using RagDocs.Generation.Llama.Engine;

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
        // One step reads the whole prompt, so only ending the step ends the work.
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

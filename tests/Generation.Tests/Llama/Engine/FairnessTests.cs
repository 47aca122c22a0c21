using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class FairnessTests
{
    [Fact]
    public async Task OneQuestionDoesNotWaitBehindAllQuestionsOfAnother()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Endless) with { Parallel = 1 });
        var first = Reader.Start(engine, Asking.Request("runs", 600), CancellationToken.None);
        await first.Until<GenerationStarted>();
        var readers = new List<Reader>();
        foreach (var asker in (string[])["many", "many", "many", "many", "one"])
        {
            readers.Add(Reader.Start(engine, Asking.Request("x", 3, asker), CancellationToken.None));
            await readers[^1].Until<QueuePlace>();
        }

        await Task.WhenAll([first.End, .. readers.Select(r => r.End)]);

        Assert.Equal([2, 1], Places(readers[^1]));
        Assert.Equal([4, 5, 4, 3, 2, 1], Places(readers[3]));
    }

    [Fact]
    public async Task AFullQueueSaysWhenToComeBack()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Slow) with { Parallel = 1, QueueLength = 1 });
        var running = Reader.Start(engine, Asking.Request("runs", 200), CancellationToken.None);
        await running.Until<GenerationStarted>();
        var waiting = Reader.Start(engine, Asking.Request("waits", 3), CancellationToken.None);
        await waiting.Until<QueuePlace>();

        var busy = await Assert.ThrowsAsync<EngineBusyException>(() => engine.WriteAsync(Asking.Request("is told to come back")));

        Assert.InRange(busy.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Assert.Equal(1, engine.Statistics.Rejected);
        await Task.WhenAll(running.End, waiting.End);
        Assert.NotEmpty((await engine.WriteAsync(Asking.Request("now there is a place"))).Text);
    }

    [Fact]
    public async Task ALongPromptDoesNotHoldUpWhoWrites()
    {
        var options = Asking.Options(Asking.Slow) with { ContextTokens = 4096, Parallel = 2 };
        await using var engine = await Asking.LoadAsync(options);
        using var enough = new CancellationTokenSource();
        var writer = Reader.Start(engine, Asking.Request("writes", 1000), enough.Token);
        await writer.Until<TextGenerated>();
        var before = writer.Seen.Count;

        var reader = Reader.Start(engine, Asking.Request(new string('x', 2500), 2), CancellationToken.None);
        await reader.Until<TextGenerated>();

        // The prompt needs five steps at least, however fast the machine is, and each lets a piece of text through; read at once it would be one.
        Assert.InRange(writer.Seen.Count - before, 4, 1000);
        await enough.CancelAsync();
        await reader.End;
    }

    [Fact]
    public async Task WhoDoesNotFitBesideTheRunningOnesWaitsForThem()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Endless) with { ContextTokens = 512 });
        var requests = Enumerable.Range(0, 4).Select(i => Asking.Request(new string((char)('a' + i), 150), 250)).ToList();

        var written = await Task.WhenAll(requests.Select(r => engine.WriteAsync(r)));

        Assert.All(written, w => Assert.Equal(250, w.Ended!.GeneratedTokens));
    }

    private static IEnumerable<int> Places(Reader reader) => reader.Seen.OfType<QueuePlace>().Select(p => p.Place);
}

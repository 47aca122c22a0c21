using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class LifetimeTests
{
    [Fact]
    public async Task DrainingLetsWhatRunsAndWaitsEndAndTakesNothingNew()
    {
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Endless) with { Parallel = 1 });
        var running = Reader.Start(engine, Asking.Request("runs", 200), CancellationToken.None);
        await running.Until<GenerationStarted>();
        var waiting = Reader.Start(engine, Asking.Request("waits", 20), CancellationToken.None);
        await waiting.Until<QueuePlace>();

        await engine.DrainAsync(TimeSpan.FromMinutes(1));

        Assert.Single(running.Seen.OfType<GenerationEnded>());
        Assert.Single(waiting.Seen.OfType<GenerationEnded>());
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.WriteAsync(Asking.Request("comes too late")));
    }

    [Fact]
    public async Task PatienceEndsAndSoDoesWhoIsStillRunning()
    {
        var engine = await Asking.LoadAsync(Asking.Options(Asking.Slow) with { Parallel = 1 });
        var running = Reader.Start(engine, Asking.Request("runs", 900), CancellationToken.None);
        await running.Until<TextGenerated>();
        var waiting = Reader.Start(engine, Asking.Request("waits", 900), CancellationToken.None);
        await waiting.Until<QueuePlace>();

        await engine.DrainAsync(TimeSpan.FromMilliseconds(50));
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<EngineStoppedException>(() => running.End);
        await Assert.ThrowsAsync<EngineStoppedException>(() => waiting.End);
        await engine.Completion;
    }

    [Fact]
    public async Task DisposingTwiceAndCancelingAfterwardsIsHarmless()
    {
        var engine = await Asking.LoadAsync(Asking.Endless);
        using var stop = new CancellationTokenSource();
        var reader = Reader.Start(engine, Asking.Request("x", 900), stop.Token);
        await reader.Until<TextGenerated>();

        await engine.DisposeAsync();
        await stop.CancelAsync();
        await engine.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => reader.End);
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.WriteAsync(Asking.Request("y")));
    }

    [Fact]
    public async Task AFileThatIsNoModelIsRefusedBeforeNativeCode()
    {
        using var folder = new TempFolder();
        var options = Asking.Options(folder.Write("no.gguf", "GGUF but not really"));

        await Assert.ThrowsAnyAsync<LlamaException>(() => LlamaEngine.LoadAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None));
    }

    [Fact]
    public async Task AnAdapterChangesTheText()
    {
        var plain = await Asking.AloneAsync(TinyModels.Mistral, Asking.Request("the answer is", 20));
        await using var engine = await Asking.LoadAsync(Asking.Options(TinyModels.Mistral) with { Adapters = [new LoraAdapter(TinyModels.Lora, 1)] });

        Assert.NotEqual(plain.Text, (await engine.WriteAsync(Asking.Request("the answer is", 20))).Text);
    }
}

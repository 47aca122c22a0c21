using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.Models;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Engines;

public sealed class EnginePartsTests
{
    private static readonly InstalledModel Mistral = new("mistral", "/models/mistral 7b.gguf", ModelKind.Chat, "Mistral", 4_000_000_000, 8192, "mistral-v1");

    [Fact]
    public void AnEngineIsStartedWithWhatWasSetAndNothingElse()
    {
        var options = new EngineProcessOptions { ContextTokens = 4096, MaxMemory = 8L << 30, Lora = { "/l/tone.gguf=0.5" } };

        Assert.Equal(
            [
                "engine", "--model", "/models/mistral 7b.gguf", "--socket", "/run/1.sock", "--die-with-parent", "--template", "mistral-v1",
                "--context", "4096", "--lora", "/l/tone.gguf=0.5", "--max-memory", "8589934592",
            ],
            EngineArguments.For(Mistral, "/run/1.sock", options));
        Assert.DoesNotContain("--lora", EngineArguments.For(Mistral with { Kind = ModelKind.Embedding }, "/run/1.sock", options));
    }

    [Fact]
    public void ATrialRunsAsTheEngineWouldAndEndsWithItsParent()
    {
        var options = new EngineProcessOptions { ContextTokens = 4096, MaxMemory = 8L << 30, QueueLength = 3, Lora = { "/l/tone.gguf=0.5" } };

        Assert.Equal(
            [
                "engine", "--check", "--model", "/models/mistral 7b.gguf", "--die-with-parent", "--template", "mistral-v1", "--context", "4096",
                "--lora", "/l/tone.gguf=0.5",
            ],
            EngineArguments.ForTrial(Mistral, options));
    }

    [Fact]
    public void RelativeAdaptersLieInTheDataFolder()
    {
        var services = Services("adapters/tone.gguf=0.5", "/abs/a=b.gguf", "../x.gguf");

        Assert.Equal(["/data/adapters/tone.gguf=0.5", "/abs/a=b.gguf=1", "/x.gguf=1"], services.GetRequiredService<IOptions<EngineProcessOptions>>().Value.Lora);
    }

    [Theory]
    [InlineData("tone.gguf=NaN")]
    [InlineData("tone.gguf=Infinity")]
    [InlineData("tone.gguf=-1e99")]
    [InlineData("=0.5")]
    [InlineData(" ")]
    public void AnAdapterThatMakesNoSenseIsSaidAtTheStart(string adapter)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Services("good.gguf", adapter).GetRequiredService<IOptions<EngineProcessOptions>>().Value);

        Assert.Contains("Engine:Lora", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.gguf", "/f/a.gguf", 1)]
    [InlineData("a=b.gguf", "/f/a=b.gguf", 1)]
    [InlineData("a.gguf=-0.25", "/f/a.gguf", -0.25)]
    [InlineData("a.gguf=0,5", "/f/a.gguf=0,5", 1)]
    public void AnAdapterIsAPathAndAScale(string text, string path, float scale)
    {
        var adapter = LoraAdapterText.Parse(text, "/f");

        Assert.Equal(new LoraAdapter(path, scale), adapter);
        Assert.Equal(adapter, LoraAdapterText.Parse(LoraAdapterText.Format(adapter), "/elsewhere"));
    }

    private static ServiceProvider Services(params string[] adapters)
    {
        var settings = adapters.Select((a, i) => KeyValuePair.Create<string, string?>($"Engine:Lora:{i}", a));
        return new ServiceCollection().AddEngines(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "/data").BuildServiceProvider();
    }

    [Fact]
    public void ALibraryPathFromOutsideNeverReachesAnEngine()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = "/bin", ["GGML_BACKEND_PATH"] = "/tmp/evil.so", ["ConnectionStrings__Db"] = "x" };

        EngineArguments.Reduce(environment);

        Assert.Equal(["DOTNET_NOLOGO", "GGML_NO_BACKTRACE", "GLIBC_TUNABLES", "PATH"], environment.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnEngineThatNeverGetsReadyWaitsLongerEachTimeAndIsThenGivenUp()
    {
        var delay = new RestartDelay(TimeSpan.FromSeconds(0.2));

        Assert.Equal([0.2, 0.5, 1, 2, null], Enumerable.Range(0, 5).Select(_ => delay.Next(null)?.TotalSeconds));
    }

    [Fact]
    public void AnEngineThatWasReadyIsBackWithinHalfASecondUnlessItKeepsDying()
    {
        var delay = new RestartDelay(TimeSpan.FromSeconds(0.2));

        Assert.All(Enumerable.Range(1, RestartDelay.MostDeaths - 1), _ => Assert.InRange(delay.Next(TimeSpan.FromSeconds(3))!.Value.TotalSeconds, 0.2, 0.5));
        Assert.Null(delay.Next(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void AMinuteOfHealthForgetsEarlierDeaths()
    {
        var delay = new RestartDelay(TimeSpan.FromSeconds(0.2));
        for (var i = 0; i < 10; i++) delay.Next(TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(0.2), delay.Next(TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(134, "Its native code aborted. It said: GGML_ASSERT(n_tokens <= n_batch) failed")]
    [InlineData(137, "It was killed from outside: by somebody, or by the system because memory ran out.")]
    [InlineData(1, "It ended by itself with code 1. It said: GGML_ASSERT(n_tokens <= n_batch) failed")]
    public void AnEndIsSaidInWords(int exitCode, string words) =>
        Assert.Equal(words, EngineEnd.Describe(exitCode, ["loading", "GGML_ASSERT(n_tokens <= n_batch) failed", "--- mistral on /run/1.sock"]));

    [Fact]
    public async Task ALogIsRenewedWhenItIsFullAndOldOnesGo()
    {
        using var folder = new TempFolder();
        var path = folder.File("logs/engine-chat.log");
        using var log = new EngineLog(path, TimeProvider.System) { FileBytes = 1000 };

        using (var output = new StreamReader(new MemoryStream([.. Enumerable.Range(0, 500).SelectMany(i => System.Text.Encoding.UTF8.GetBytes($"line {i} of many\r\n"))])))
        {
            await log.TakeAsync(output);
        }

        Assert.InRange(Directory.GetFiles(Path.GetDirectoryName(path)!).Length, EngineLog.KeptFiles - 1, EngineLog.KeptFiles);
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(path)!), file => Assert.InRange(new FileInfo(file).Length, 1, 1100));
        Assert.Equal(EngineLog.KeptLines, log.Last.Count);
        Assert.Equal("line 499 of many", log.Last[^1]);
    }

    [Fact]
    public void AFullDiskIsTriedAgainLater()
    {
        using var folder = new TempFolder();
        var time = new ManualTime();
        // A file stands where the folder should be: nothing can be written.
        var blocked = folder.Write("logs", "in the way");
        using var log = new EngineLog(Path.Combine(blocked, "engine.log"), time);
        log.Add("lost");
        File.Delete(blocked);
        log.Add("too soon");
        Assert.False(Directory.Exists(blocked));

        time.Advance(EngineLog.RetryPause);
        log.Add("written again");

        Assert.Equal(["lost", "too soon", "written again"], log.Last);
        Assert.Contains("written again", File.ReadAllText(Path.Combine(blocked, "engine.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void AWishedStartIsTakenOnce()
    {
        var wishes = new EngineWishes(TimeProvider.System);
        Assert.False(wishes.TakeAgain());
        wishes.Hold();
        wishes.StartAgain();

        Assert.False(wishes.Held);
        Assert.True(wishes.TakeAgain());
        Assert.False(wishes.TakeAgain());
    }

    [Fact]
    public void AnEngineHasTimeToEndItsAnswersItselfBeforeItIsEndedByForce()
    {
        var engine = new EngineServerOptions { Engine = new EngineOptions { ModelPath = "a.gguf" } };

        Assert.True(new EngineProcessOptions().StopPatience >= engine.Patience + TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task AnEndlessLineIsCut()
    {
        using var folder = new TempFolder();
        using var log = new EngineLog(folder.File("engine.log"), TimeProvider.System);
        using var output = new StreamReader(new MemoryStream(new byte[100_000].Select(_ => (byte)'x').ToArray()));

        await log.TakeAsync(output);

        Assert.All(log.Last, line => Assert.InRange(line.Length, 1, 2010));
    }
}

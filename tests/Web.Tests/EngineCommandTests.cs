using System.Globalization;
using System.Text.Json;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>The engine as the process it is: how it is started, what it says, and how it ends.</summary>
public sealed class EngineCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Socket => Path.Combine(_folder.Path, "run", "engine.sock");

    [Theory]
    [InlineData("chat")]
    [InlineData("embedding")]
    [InlineData("reranker")]
    public async Task AModelIsCheckedAndDescribedInOneLine(string kind)
    {
        var model = _folder.File($"a-{kind}.gguf");
        if (kind == "chat") TinyMistral.Write(model);
        else if (kind == "embedding") TinyBert.Write(model);
        else TinyReranker.Write(model);
        var result = await Ragdocs.RunAsync(_folder.Path, "engine", "--model", model, "--threads", "1", "--check");
        Assert.Equal(0, result.ExitCode);
        var said = JsonSerializer.Deserialize<JsonElement>(Assert.Single(result.Lines));
        Assert.Equal(($"a-{kind}", kind), (said.GetProperty("model").GetString(), said.GetProperty("kind").GetString()));
        Assert.True(said.GetProperty("tokens").GetInt32() > 0);
        Assert.True(said.GetProperty("tokensPerSecond").GetDouble() > 0);
    }

    [Fact]
    public async Task ACheckWhoseParentIsGoneEndsWithoutAResult()
    {
        var model = TinyMistral.Write(_folder.File("tiny.gguf"));

        var result = await Ragdocs.RunAsync(_folder.Path, "engine", "--model", model, "--threads", "1", "--check", "--die-with-parent");

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task ATrialUsesTheAdaptersOfTheSettings()
    {
        // A file that has just changed may still be being copied.
        File.SetLastWriteTimeUtc(TinyMistral.Write(_folder.File("models/tiny.gguf")), new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
        _folder.Write("adapters/tone.gguf", "no adapter");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Engine__Lora__0"] = "adapters/tone.gguf=0.5", ["Engine__Threads"] = "1" };

        using var bad = Ragdocs.Start(_folder.Path, settings, "models", "test", "tiny", "--json");
        Assert.Contains("tone.gguf: it is no GGUF file", await bad.Output.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        TinyLora.Write(_folder.File("adapters/tone.gguf"));
        using var good = Ragdocs.Start(_folder.Path, settings, "models", "test", "tiny", "--json");
        Assert.Contains("\"works\":true", await good.Output.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNoModelFailsTheCheckWithTheReason()
    {
        var result = await Ragdocs.RunAsync(_folder.Path, "engine", "--model", _folder.Write("no.gguf", "not a model"), "--check");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("no.gguf", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("either --socket PATH or --listen")]
    [InlineData("either --socket PATH or --listen", "--socket", "a", "--listen", "127.0.0.1:0")]
    [InlineData("--listen takes ADDRESS:PORT", "--listen", "8080")]
    [InlineData("--context must be between 64", "--socket", "a", "--context", "3")]
    [InlineData("There is no key file", "--socket", "a", "--api-key-file", "/nowhere/key")]
    [InlineData("no usable scale", "--socket", "a", "--lora", "tone.gguf=NaN")]
    [InlineData("no usable scale", "--socket", "a", "--lora", "tone.gguf=Infinity")]
    public async Task WrongUseIsToldFromAFailure(string problem, params string[] arguments)
    {
        var result = await Ragdocs.RunAsync(_folder.Path, ["engine", "--model", "some.gguf", .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatCannotBeLoadedEndsTheProcessWithTheReason()
    {
        using var engine = StartedEngine.Start(Socket, "--model", _folder.Write("no.gguf", "not a model"));
        var (code, errors) = await engine.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains("no.gguf", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Socket));
    }

    [Fact]
    public async Task AskedToStopItFinishesWhatItWrites()
    {
        using var engine = await StartedEngine.Start(Socket, "--model", Endless()).ReadyAsync();
        using var answer = await engine.AskAsync(maxTokens: 300);
        await engine.SignalAsync("TERM");
        Assert.EndsWith("data: [DONE]\n\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await engine.EndAsync()).Code);
        Assert.False(File.Exists(Socket));
    }

    [Fact]
    public async Task AskedTwiceItStopsAtOnceAndSaysSo()
    {
        using var engine = await StartedEngine.Start(Socket, "--model", Endless(), "--context", "120000").ReadyAsync();
        using var answer = await engine.AskAsync(maxTokens: 100_000);
        await engine.SignalAsync("TERM");
        while (await engine.IsHealthyAsync()) await Task.Delay(5);
        await engine.SignalAsync("TERM");
        Assert.Contains("\"code\":\"stopping\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await engine.EndAsync()).Code);
    }

    [Fact]
    public async Task ItEndsWithItsStandardInput()
    {
        using var engine = await StartedEngine.Start(Socket, "--model", Endless(), "--die-with-parent").ReadyAsync();
        engine.Process.StandardInput.Close();
        Assert.Equal(0, (await engine.EndAsync()).Code);
    }

    [Fact]
    public async Task ItEndsWhenItsParentIsKilledAlthoughSomebodyElseHoldsItsInput()
    {
        using var shell = await StartedEngine.StartThrough("exec 3<&0; \"$@\" <&3 & wait", Socket, "--model", Endless(), "--die-with-parent").ReadyAsync();
        await shell.SignalAsync("KILL");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (File.Exists(Socket)) await Task.Delay(20, patience.Token);
        Assert.False(await shell.IsHealthyAsync());
    }

    [Fact]
    public async Task AKilledEnginesSocketDoesNotKeepTheNextFromStarting()
    {
        var model = Endless();
        using (var engine = await StartedEngine.Start(Socket, "--model", model).ReadyAsync()) await engine.SignalAsync("KILL");
        Assert.True(File.Exists(Socket));
        using var next = await StartedEngine.Start(Socket, "--model", model).ReadyAsync();
        Assert.True(await next.IsHealthyAsync());
    }

    [Fact]
    public async Task AboveItsMemoryLimitItEndsWithACodeOfItsOwn()
    {
        using var engine = StartedEngine.Start(Socket, "--model", Endless(), "--max-memory", 1_000_000.ToString(CultureInfo.InvariantCulture));
        var (code, errors) = await engine.EndAsync();
        Assert.Equal(75, code);
        Assert.Contains("--max-memory", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Endless() =>
        TinyMistral.Write(_folder.File("endless.gguf"), new TinyMistralOptions { NeverEnds = true, ContextLength = 131_072 });
}

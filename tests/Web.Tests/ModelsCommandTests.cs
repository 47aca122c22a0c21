using System.Text.Json;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>Models from the console, as an administrator or a script handles them.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _stick = new();

    public void Dispose()
    {
        _data.Dispose();
        _stick.Dispose();
    }

    [Fact]
    public async Task AStickIsImportedTriedChosenVerifiedAndRemoved()
    {
        TinyMistral.Write(_stick.File("a/first.gguf"));
        TinyMistral.Write(_stick.File("second.gguf"), new TinyMistralOptions { Seed = 7 });
        _stick.Write("broken.gguf", "no model");

        var import = await RunAsync("import", _stick.Path);
        Assert.Equal(1, import.ExitCode);
        Assert.Equal(["first installed", "broken.gguf refused", "second installed"], Json(import).Select(m => $"{Text(m, "id")} {Text(m, "state")}"));

        var tried = await RunAsync("test", "second");
        Assert.True(Json(tried).Single().GetProperty("works").GetBoolean(), tried.Output + tried.Errors);
        Assert.Equal(0, (await RunAsync("use", "second")).ExitCode);
        var list = Json(await RunAsync("list", "--installed"));
        Assert.Equal(["second"], list.Where(m => m.GetProperty("used").GetBoolean()).Select(m => Text(m, "id")));
        Assert.Equal(["same", "same"], Json(await RunAsync("verify")).Select(v => Text(v, "result")));
        Assert.Equal(0, (await RunAsync("remove", "second")).ExitCode);
        Assert.Equal(["first"], Json(await RunAsync("list", "--installed")).Select(m => Text(m, "id")));
    }

    [Fact]
    public async Task ARemovedModelOfTheListComesBackAsAnotherFileOnlyWhenThatIsSaid()
    {
        const string file = "Mistral-7B-Instruct-v0.3-Q4_K_M.gguf";
        TinyMistral.Write(_stick.File(file));
        Assert.Equal(0, (await RunAsync("import", _stick.File(file))).ExitCode);
        var removed = Json(await RunAsync("remove", "mistral-7b-instruct-v0.3")).Single();
        Assert.Matches("^[0-9a-f]{64}$", Text(removed, "sha256"));
        TinyMistral.Write(_stick.File(file), new TinyMistralOptions { Seed = 7 });

        var refused = await RunAsync("import", _stick.Path);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(Text(removed, "sha256")!, Text(Json(refused).Single(), "reason"), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("import", _stick.Path, "--accept-new-hash")).ExitCode);
        Assert.Equal(2, (await RunAsync("template", "mistral-7b-instruct-v0.3", "a", "b")).ExitCode);
        Assert.Equal(1, (await RunAsync("template", "mistral-7b-instruct-v0.3", "no-such")).ExitCode);
        Assert.Equal("chatml", Text(Json(await RunAsync("template", "mistral-7b-instruct-v0.3", "chatml")).Single(), "template"));
    }

    [Fact]
    public async Task WithoutAModelTheListSaysWhatCouldBeFetchedAndFetchingIsOff()
    {
        var list = Json(await RunAsync("list"));
        Assert.Equal("mistral-7b-instruct-v0.3", Text(list[0], "id"));
        Assert.All(list, m => Assert.Equal("available", Text(m, "state")));

        var pull = await RunAsync("pull", "mistral-7b-instruct-v0.3");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("Downloads are off", pull.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("pull", "no-such-model")).ExitCode);
        Assert.True(Json(await RunAsync("allow-downloads", "on")).Single().GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public async Task FitJudgesEveryModelOfTheList()
    {
        var fit = Json(await RunAsync("fit")).Single();
        Assert.True(fit.GetProperty("machine").GetProperty("memoryBytes").GetInt64() > 0);
        Assert.All(fit.GetProperty("models").EnumerateArray(), m => Assert.Matches("^(fits|tight|too-large)$", Text(m, "fitness")));
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => Ragdocs.RunAsync(_data.Path, ["models", .. arguments, "--json"]);

    private static List<JsonElement> Json(ProgramResult result) => [.. result.Lines.Select(l => JsonSerializer.Deserialize<JsonElement>(l))];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

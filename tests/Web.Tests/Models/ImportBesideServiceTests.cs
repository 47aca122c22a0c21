using Microsoft.Extensions.DependencyInjection;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests.Models;

/// <summary>A model that another process imports is taken up by the service that runs, without a restart.</summary>
public sealed class ImportBesideServiceTests
{
    private static readonly Dictionary<string, string?> SmallAnswers = new(StringComparer.Ordinal) { ["LanguageModel:MaxAnswerTokens"] = "64" };

    [Fact]
    public async Task AModelImportedFromTheConsoleAnswersTheNextQuestion()
    {
        using var data = new TempFolder();
        using var stick = new TempFolder();
        TinyMistral.Write(stick.File("models/tiny.gguf"));
        await using var service = await RunningService.StartAsync(data.Path, SmallAnswers);
        using var admin = await service.SignedInAsync("ada", UserRole.Administrator);
        await service.UploadAsync(
            admin, await service.CollectionAsync("HR", open: true),
            ("leave.md", "# Leave policy\n\nEmployees may transfer up to five unused days of annual leave into the next calendar year.\n"));
        var supervisor = service.Services.GetRequiredService<EngineSupervisor>();
        Assert.Equal(EngineState.NoModel, supervisor.Status(ModelKind.Chat).State);

        var import = await Ragdocs.RunAsync(data.Path, "models", "import", stick.Path, "--json");

        Assert.True(import.ExitCode == 0, import.Output + import.Errors);
        await UntilAsync(() => supervisor.Status(ModelKind.Chat) is { State: EngineState.Ready, ModelId: "tiny" });
        Assert.Equal("tiny", service.Services.GetRequiredService<ModelStore>().List().Installed.Single().Id);
        var events = await AnswerStream.AskAsync(admin, "How many days of annual leave may I transfer into the next year?");
        Assert.Equal("Tiny Mistral", events[^1].Data.GetProperty("answerer").GetString());
    }

    [Fact]
    public async Task AModelWithoutAChatTemplateAnswersOnceOneIsNamed()
    {
        using var data = new TempFolder();
        TinyMistral.Write(data.File("models/bare.gguf"), new TinyMistralOptions { Template = null });
        await using var service = await RunningService.StartAsync(data.Path, SmallAnswers);
        using var admin = await service.SignedInAsync("ada", UserRole.Administrator);
        await service.UploadAsync(
            admin, await service.CollectionAsync("HR", open: true),
            ("leave.md", "# Leave policy\n\nEmployees may transfer up to five unused days of annual leave into the next calendar year.\n"));
        var supervisor = service.Services.GetRequiredService<EngineSupervisor>();
        await UntilAsync(() => supervisor.Status(ModelKind.Chat).Reason?.Contains("Name one on the models page", StringComparison.Ordinal) == true);

        var named = await Ragdocs.RunAsync(data.Path, "models", "template", "bare", "mistral-v1");

        Assert.Equal("bare writes with the chat template mistral-v1.", Assert.Single(named.Lines));
        await UntilAsync(() => supervisor.Status(ModelKind.Chat).State == EngineState.Ready);
        var events = await AnswerStream.AskAsync(admin, "How many days of annual leave may I transfer into the next year?");
        Assert.Equal("Tiny Mistral", events[^1].Data.GetProperty("answerer").GetString());
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        while (!reached()) await Task.Delay(100, patience.Token);
    }
}

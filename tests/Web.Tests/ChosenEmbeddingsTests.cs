using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.Ingest.Jobs;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>Search by a model that an administrator chose: the whole service, a real engine or a server that answers as real ones do.</summary>
public sealed class ChosenEmbeddingsTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private RunningService? _service;

    [Fact]
    public async Task ARemoteServerEmbedsPassagesAndQuestionsWithTheirPrefixes()
    {
        await using var server = await ScriptedEmbeddings.StartAsync();
        var settings = Remote(server);
        settings["Retrieval:RemoteReranker:Address"] = server.Address;
        settings["Retrieval:RemoteReranker:Model"] = "bge-reranker";
        _service = await RunningService.StartAsync(_folder.Path, settings);
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        await _service.UploadAsync(admin, await _service.CollectionAsync("HR", open: true), ("leave.md", "# Leave\n\nFive vacation days may be transferred."));
        await UntilAsync(status => status.Active.Model == "E5 elsewhere" && status.Other is null);

        var found = await SearchAsync("holiday");

        Assert.Equal(1, found.Passages[0].Cosine!.Value, 0.01);
        Assert.Contains("query: holiday", server.Texts);
        Assert.Contains(server.Texts, t => t.StartsWith("passage: ", StringComparison.Ordinal) && t.Contains("Five vacation days", StringComparison.Ordinal));
        Assert.Contains("holiday", server.Ranked);

        // The same question is not embedded again; with the server down another one is answered by keywords.
        var asked = server.Texts.Count;
        Assert.False((await SearchAsync("holiday")).KeywordsOnly);
        Assert.Equal(asked, server.Texts.Count);
        server.Down = true;
        var down = await SearchAsync("transferred");
        Assert.True(down.KeywordsOnly);
        Assert.Equal("leave.md", down.Passages[0].Path);
    }

    [Fact]
    public async Task WithoutTheServerInTheSettingsTheBuiltInModelTakesOverAgain()
    {
        await using (var server = await ScriptedEmbeddings.StartAsync())
        {
            _service = await RunningService.StartAsync(_folder.Path, Remote(server));
            using var first = await _service.SignedInAsync("ada", UserRole.Administrator);
            await _service.UploadAsync(first, await _service.CollectionAsync("HR", open: true), ("leave.md", "# Leave\n\nFive vacation days may be transferred."));
            await UntilAsync(status => status.Active.Model == "E5 elsewhere" && status.Other is null);
            await _service.DisposeAsync();
        }

        _service = await RunningService.StartAsync(_folder.Path);
        await UntilAsync(status => status.Active.Model != "E5 elsewhere" && status.Other is null);
        Assert.False((await StatusAsync()).KeywordsOnly);
    }

    [Fact]
    public async Task AChosenFileIsUsedWithoutARestartAndAKilledEngineCostsTheMeaningOnly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "The tests' native libraries are for Linux on x64.");
        _service = await RunningService.StartAsync(_folder.Path, new Dictionary<string, string?> { ["Retrieval:EmbeddingSeconds"] = "20", ["Engine:Threads"] = "1" });
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        await _service.UploadAsync(admin, await _service.CollectionAsync("HR", open: true), ("leave.md", "# Leave\n\nFive days of leave may be kept."));
        var builtIn = (await StatusAsync()).Active;
        var model = _folder.File("models/tiny-bert.gguf");
        TinyBert.Write(model);
        File.SetLastWriteTimeUtc(model, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
        var store = _service.Services.GetRequiredService<ModelStore>();
        Assert.Null(store.Chosen(ModelKind.Embedding));

        store.Use(ModelKind.Embedding, "tiny-bert");
        await LookAsync();
        await UntilAsync(status => status.Active.Dimensions == 64 && status.Other is null);

        Assert.False((await StatusAsync()).KeywordsOnly);
        Assert.NotNull((await SearchAsync("leave days")).Passages[0].Cosine);
        var supervisor = _service.Services.GetRequiredService<EngineSupervisor>();
        Assert.Equal(EngineState.Ready, supervisor.Status(ModelKind.Embedding).State);

        using (var engine = Process.GetProcessById(supervisor.Status(ModelKind.Embedding).ProcessId!.Value)) engine.Kill();
        Assert.Equal("leave.md", (await SearchAsync("How many days may be kept?")).Passages[0].Path);
        supervisor.Stop(ModelKind.Embedding);
        var stopped = await SearchAsync("Which days of leave are kept?");
        Assert.True(stopped.KeywordsOnly);
        Assert.Equal("leave.md", stopped.Passages[0].Path);
        supervisor.StartAgain(ModelKind.Embedding);

        store.UseAutomatic(ModelKind.Embedding);
        await LookAsync();
        await UntilAsync(status => status.Active.ModelHash == builtIn.ModelHash && status.Other is null);
        Assert.False((await StatusAsync()).KeywordsOnly);
    }

    [Fact]
    public async Task TheCommandLineChoosesAndGoesBack()
    {
        var model = _folder.File("models/tiny-bert.gguf");
        TinyBert.Write(model);
        File.SetLastWriteTimeUtc(model, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
        await Ragdocs.RunAsync(_folder.Path, "ingest", _folder.Write("files/leave.md", "# Leave\n\nThere are 28 days of leave."), "--collection", "HR");

        var used = await Ragdocs.RunAsync(_folder.Path, "models", "use", "tiny-bert");
        Assert.Equal(0, used.ExitCode);
        Assert.Contains("ragdocs index status", used.Output, StringComparison.Ordinal);
        var status = JsonSerializer.Deserialize<JsonElement>((await Ragdocs.RunAsync(_folder.Path, "index", "status", "--json")).Output);
        Assert.Equal(64, status.GetProperty("building").GetProperty("dimensions").GetInt32());

        await Ragdocs.RunAsync(_folder.Path, "models", "use", "built-in");
        status = JsonSerializer.Deserialize<JsonElement>((await Ragdocs.RunAsync(_folder.Path, "index", "status", "--json")).Output);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("building").ValueKind);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        _folder.Dispose();
    }

    private static Dictionary<string, string?> Remote(ScriptedEmbeddings server) => new()
    {
        ["Retrieval:Remote:Address"] = server.Address + "/v1", ["Retrieval:Remote:Model"] = "multilingual-e5-small", ["Retrieval:Remote:Title"] = "E5 elsewhere",
        ["Retrieval:Remote:QueryPrefix"] = "query: ", ["Retrieval:Remote:PassagePrefix"] = "passage: ",
    };

    private Task LookAsync() => _service!.Services.GetRequiredService<JobsBoard>().LookAtIndexAsync(TestContext.Current.CancellationToken);

    private Task<(IndexGeneration Active, IndexGeneration? Other, bool KeywordsOnly)> StatusAsync() =>
        _service!.Services.GetRequiredService<IndexGenerations>().StatusAsync(TestContext.Current.CancellationToken);

    private async Task UntilAsync(Func<(IndexGeneration Active, IndexGeneration? Other, bool KeywordsOnly), bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!isSo(await StatusAsync())) await Task.Delay(50, patience.Token);
    }

    private Task<SearchResult> SearchAsync(string question) =>
        _service!.Services.GetRequiredService<Retriever>().SearchAsync(new SearchQuery(question, SearchScope.Everything), TestContext.Current.CancellationToken);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Import;
using RagDocs.Generation.Models.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;
using RagDocs.Web.Models;

namespace RagDocs.Web.Tests.Models;

/// <summary>Work on models goes on by itself and says what became of it; the mirror it downloads from is a local one.</summary>
public sealed class ModelWorkTests : IAsyncLifetime
{
    private static readonly ListedModel Listed = ModelList.BuiltIn.Models[0];

    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _mirror;
    private ServiceProvider? _services;

    private ModelWork Work => _services!.GetRequiredService<ModelWork>();

    private ModelStore Store => _services!.GetRequiredService<ModelStore>();

    public async ValueTask InitializeAsync()
    {
        var bytes = TinyMistral.ToBytes();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _mirror = builder.Build();
        _mirror.Run(async context =>
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await _release.Task.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(bytes.AsMemory(bytes.Length / 2), context.RequestAborted);
        });
        await _mirror.StartAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Models:AllowDownloads"] = "true", ["Models:BaseAddress"] = _mirror.Urls.First() };
        _services = new ServiceCollection().AddLogging()
            .AddModels(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _folder.Path)
            .AddSingleton(EngineCommand.For(typeof(ModelWork).Assembly)).AddSingleton<EngineTrial>()
            .AddSingleton<ModelWork>().BuildServiceProvider();
    }

    [Fact]
    public async Task ADownloadRunsByItselfUntilTheModelIsInstalled()
    {
        Work.Download(Listed, "Mara");
        await UntilAsync(t => t is { Ended: false, Progress: null or { Bytes: > 0 } });
        Work.Download(Listed, "Mara");
        Assert.Single(Work.All);

        _release.SetResult();

        var task = await UntilAsync(t => t.Ended);
        Assert.Null(task.Problem);
        Assert.Equal("Mara", Store.Pin(Listed.InstalledId)!.Who);
        Work.Dismiss(Listed.InstalledId);
        Assert.Empty(Work.All);
    }

    [Fact]
    public async Task ACanceledDownloadCanBeBegunAgain()
    {
        Work.Download(Listed, "Mara");
        await UntilAsync(t => !t.Ended);

        Work.Cancel(Listed.InstalledId);

        Assert.True((await UntilAsync(t => t.Ended)).Canceled);
        _release.SetResult();
        Work.Download(Listed, "Mara");
        await UntilAsync(t => t is { Ended: true, Canceled: false, Problem: null });
        Assert.NotNull(Store.Chosen(ModelKind.Chat));
    }

    [Fact]
    public async Task AFailureIsSaidWithItsReason()
    {
        await _mirror!.StopAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Store.Folder);
        await File.WriteAllTextAsync(Path.Combine(Store.Folder, Listed.File), "no model", TestContext.Current.CancellationToken);

        Work.Download(Listed, "Mara");

        var task = await UntilAsync(t => t.Ended);
        Assert.Contains(Listed.File, task.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInstalledModelIsCheckedAndTried()
    {
        TinyMistral.Write(_folder.File("models/tiny.gguf"));
        File.SetLastWriteTimeUtc(Path.Combine(Store.Folder, "tiny.gguf"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Work.Verify(Store.Get("tiny"), "Mara");
        Assert.Equal(VerificationResult.Pinned, (await UntilAsync(t => t.Ended)).Verification!.Result);
        Work.Test(Store.Get("tiny"));

        var trial = (await UntilAsync(t => t is { Ended: true, Kind: ModelTaskKind.Test })).Trial;
        Assert.Equal((ModelKind.Chat, 8), (trial!.Kind, trial.Tokens));
    }

    [Fact]
    public async Task AnImportThatFailsDoesNotKeepTheNextFromComing()
    {
        using var stick = new TempFolder();
        TinyMistral.Write(stick.File("one.gguf"));
        TinyMistral.Write(stick.File("two.gguf"), new TinyMistralOptions { Seed = 5 });
        var found = await _services!.GetRequiredService<ImportScan>().LookAsync(stick.Path, TestContext.Current.CancellationToken);
        using var reading = new FileStream(found[0].File.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        // The first cannot be read now; what comes after it is not kept from coming.
        foreach (var model in found) Work.Import(model, "Mara");
        await UntilAllAsync(tasks => tasks.All(t => t.Ended));

        var ended = Work.All.ToDictionary(t => t.Model, StringComparer.Ordinal);
        Assert.NotNull(ended["one"].Problem);
        Assert.Equal((null, ModelTaskKind.Import), (ended["two"].Problem, ended["two"].Kind));
        Assert.Equal("Mara", Store.Pin("two")!.Who);
    }

    [Fact]
    public async Task ACanceledImportLeavesNothingBehind()
    {
        using var stick = new TempFolder();
        // Large enough that it is not over before it is canceled.
        using (var file = new FileStream(TinyMistral.Write(stick.File("tiny.gguf")), FileMode.Open)) file.SetLength(2L << 30);
        var found = await _services!.GetRequiredService<ImportScan>().LookAsync(stick.Path, TestContext.Current.CancellationToken);
        Work.Changed += () =>
        {
            if (Work.All is [{ Progress.Bytes: > 0 }]) Work.Cancel("tiny");
        };

        Work.Import(found.Single(), "Mara");

        Assert.True((await UntilAsync(t => t.Ended)).Canceled);
        Assert.Empty(Directory.EnumerateFiles(Store.Folder, "*.part"));
        Assert.Empty(Store.List().Installed);
    }

    private async Task UntilAllAsync(Func<IReadOnlyList<ModelTask>, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!wanted(Work.All)) await Task.Delay(20, patience.Token);
    }

    private async Task<ModelTask> UntilAsync(Func<ModelTask, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (Work.All is [var task] && wanted(task)) return task;
            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Work.StopAsync(CancellationToken.None);
        await _services!.DisposeAsync();
        await _mirror!.DisposeAsync();
        _folder.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Queue;

public sealed class FairnessTests : IAsyncLifetime
{
    private IngestServices _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await IngestServices.CreateAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task AHugeSourceDoesNotStarveASmallOne()
    {
        for (var i = 0; i < 60; i++) await _ingest.TakeAsync($"big-{i:00}.txt", "x");
        var small = await SourceAsync("Small");
        for (var i = 0; i < 3; i++) await TakeAsync(small, $"small-{i}.txt", "A longer text than those of the other source.");

        var order = await ClaimAllAsync();

        Assert.Equal(63, order.Count);
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(order.IndexOf($"small-{i}.txt"), 0, 2 * i + 2));
    }

    [Fact]
    public async Task EverySourceHasItsTurnAlsoAfterTheListWasReadAnew()
    {
        var (second, third) = (await SourceAsync("Second"), await SourceAsync("Third"));
        for (var i = 0; i < 40; i++)
        {
            await _ingest.TakeAsync($"1/{i:00}.txt", $"{i}");
            await TakeAsync(second, $"2/{i:00}.txt", $"{i}");
            await TakeAsync(third, $"3/{i:00}.txt", $"{i}");
        }

        var order = await ClaimAllAsync();

        Assert.All(order.Chunk(3), turn => Assert.Equal(3, turn.Select(path => path[0]).Distinct().Count()));
    }

    [Fact]
    public async Task DocumentsOfAPausedSourceWait()
    {
        await _ingest.TakeAsync("a.txt", "A");
        await using var db = _ingest.Db();
        await db.Sources.ExecuteUpdateAsync(s => s.SetProperty(x => x.PausedAt, _ingest.Time.GetUtcNow()));
        Assert.Empty(await ClaimAllAsync());

        await db.Sources.ExecuteUpdateAsync(s => s.SetProperty(x => x.PausedAt, (DateTimeOffset?)null));

        Assert.Equal(["a.txt"], await ClaimAllAsync());
    }

    [Fact]
    public async Task EachKindOfWorkHasItsOwnLimit()
    {
        int reading = 0, recognizing = 0, mostReading = 0, mostRecognizing = 0;
        var guard = new Lock();
        IngestServices ingest = null!;
        var reader = new TroubledReader(file => file.Name)
        {
            OnReadAsync = async () =>
            {
                await using var db = ingest.Db();
                var working = await db.Documents.Where(d => d.State == DocumentState.Indexing).Select(d => d.Work).ToListAsync();
                lock (guard)
                {
                    (reading, recognizing) = (working.Count(w => w == WorkKind.Read), working.Count(w => w == WorkKind.Recognize));
                    (mostReading, mostRecognizing) = (Math.Max(mostReading, reading), Math.Max(mostRecognizing, recognizing));
                }

                await Task.Delay(20);
            },
        };
        ingest = await IngestServices.CreateAsync(
            new() { ["Ingest:Workers"] = "3", ["Ingest:RecognizeWorkers"] = "1" },
            services => services.AddSingleton(new Ingest.Readers.DocumentReaders([reader])));
        await using var _ = ingest;
        for (var i = 0; i < 24; i++) await ingest.TakeAsync($"{i}.txt", $"Text {i}");
        await using (var db = ingest.Db())
        {
            await db.Documents.Where(d => d.Id % 2 == 0).ExecuteUpdateAsync(d => d.SetProperty(x => x.Work, WorkKind.Recognize));
        }

        await ingest.DrainAsync();

        Assert.InRange(mostReading, 2, 3);
        Assert.Equal(1, mostRecognizing);
    }

    [Fact]
    public async Task WhatArrivesWhileALongDocumentIsReadDoesNotWaitForItsEnd()
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = new AskedReader(async file =>
        {
            if (file.Name != "long.txt") return file.Name;
            reading.TrySetResult();
            await release.Task;
            return file.Name;
        });
        await using var ingest = await IngestServices.CreateAsync(replace: services => services.AddSingleton(new Ingest.Readers.DocumentReaders([reader])));
        await ingest.TakeAsync("long.txt", "L");
        var draining = ingest.DrainAsync();
        await reading.Task;

        await ingest.TakeAsync("short.txt", "S");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await ingest.DocumentAsync("short.txt")).State != DocumentState.Indexed) await Task.Delay(20, patience.Token);
        Assert.Equal(DocumentState.Indexing, (await ingest.DocumentAsync("long.txt")).State);
        release.SetResult();
        await draining;
    }

    private async Task<List<string>> ClaimAllAsync()
    {
        var order = new List<string>();
        while (await _ingest.Get<DocumentQueue>().ClaimAsync("w", WorkKind.Read, CancellationToken.None) is { } document) order.Add(document.Path);
        return order;
    }

    private async Task<long> SourceAsync(string collection)
    {
        var setup = _ingest.Get<SourceSetup>();
        return (await setup.UploadSourceAsync(await setup.AddCollectionAsync(collection, "", true, CancellationToken.None), CancellationToken.None))!.Value;
    }

    private async Task TakeAsync(long source, string path, string text)
    {
        var run = await _ingest.Get<Runs>().OpenAsync(RunKind.Upload, "", source, CancellationToken.None);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await _ingest.Get<FileIntake>().TakeAsync(source, run, path, content, null, CancellationToken.None);
    }
}

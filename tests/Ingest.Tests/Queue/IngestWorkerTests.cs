using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Queue;

public sealed class IngestWorkerTests
{
    [Fact]
    public async Task ADocumentIsIndexedWithItsAttemptInTheLogAndItsRunClosed()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await ingest.TakeAsync("leave.md", "# Leave\n\nThere are 28 days.");
        await ingest.DrainAsync();
        await using var db = ingest.Db();
        var attempt = await db.IngestAttempts.SingleAsync();
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("leave.md")).State);
        Assert.Equal((DocumentState.Indexed, 1), (attempt.Outcome!.Value, attempt.Number));
        Assert.Equal(RunState.Done, (await ingest.Get<Runs>().ListAsync(1, CancellationToken.None)).Single().State);
    }

    [Fact]
    public async Task AnUnclearFailureIsTriedAgainAndThenLeftToAPersonWithAReason()
    {
        var reader = new TroubledReader(_ => throw new IOException("disk on fire"));
        await using var ingest = await WithReaderAsync(reader);
        await ingest.TakeAsync("a.txt", "Text");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await ingest.DrainAsync();
            ingest.Time.Advance(TimeSpan.FromMinutes(5));
        }

        var document = await ingest.DocumentAsync("a.txt");
        Assert.Equal((DocumentState.Failed, 3), (document.State, reader.Reads));
        Assert.Contains("after 3 tries", document.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("disk on fire", document.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadDocumentDoesNotStopTheOthers()
    {
        var reader = new TroubledReader(file => file.Name == "bad.txt" ? throw new DocumentReadException(DocumentState.Damaged, "It is damaged.") : "Fine.");
        await using var ingest = await WithReaderAsync(reader);
        foreach (var name in new[] { "a.txt", "bad.txt", "c.txt" }) await ingest.TakeAsync(name, name);
        await ingest.DrainAsync();
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("a.txt")).State);
        Assert.Equal((DocumentState.Damaged, "It is damaged."), ((await ingest.DocumentAsync("bad.txt")).State, (await ingest.DocumentAsync("bad.txt")).Reason));
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("c.txt")).State);
    }

    [Fact]
    public async Task StoppingTheServicePutsTheDocumentBackWithoutCountingATry()
    {
        using var stopping = new CancellationTokenSource();
        var reader = new TroubledReader(_ => "Never.") { Blocks = true, OnRead = stopping.Cancel };
        await using var ingest = await WithReaderAsync(reader);
        await ingest.TakeAsync("a.txt", "Text");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ingest.Get<IngestWorker>().DrainAsync(stopping.Token));
        var document = await ingest.DocumentAsync("a.txt");
        Assert.Equal((DocumentState.Pending, 0), (document.State, document.Attempts));
    }

    [Fact]
    public async Task CancelingARunStopsWhatIsReadAndTakesTheRestOutOfTheQueue()
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = new TroubledReader(_ => "Never.") { Blocks = true, OnRead = () => reading.TrySetResult() };
        await using var ingest = await WithReaderAsync(reader, new() { ["Ingest:Workers"] = "1" });
        await ingest.TakeAsync("a.txt", "A");
        await using var db = ingest.Db();
        var run = (await ingest.DocumentAsync("a.txt")).RunId!.Value;
        await ingest.TakeAsync("b.txt", "Bb");
        await db.Documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.RunId, run));

        var draining = ingest.DrainAsync();
        await reading.Task;
        await ingest.Get<Runs>().CancelAsync(run, CancellationToken.None);
        await draining;

        Assert.Equal(DocumentState.Canceled, (await ingest.DocumentAsync("a.txt")).State);
        Assert.Equal(DocumentState.Canceled, (await ingest.DocumentAsync("b.txt")).State);
        Assert.Equal(1, reader.Reads);
        Assert.Equal(RunState.Canceled, (await db.IngestRuns.AsNoTracking().SingleAsync(r => r.Id == run)).State);
    }

    [Fact]
    public async Task NewContentThatArrivesWhileTheOldIsReadWins()
    {
        IngestServices ingest = null!;
        var uploads = 0;
        var reader = new TroubledReader(file => File.ReadAllText(file.Path))
        {
            OnReadAsync = async () =>
            {
                if (uploads++ == 0) await ingest.TakeAsync("a.txt", "The newer text.");
            },
        };
        ingest = await WithReaderAsync(reader, new() { ["Ingest:Workers"] = "1" });
        await ingest.TakeAsync("a.txt", "The older text.");
        await ingest.DrainAsync();
        await using var db = ingest.Db();
        Assert.Equal("The newer text.", (await db.Chunks.SingleAsync(c => c.Searchable)).Text);
        await ingest.DisposeAsync();
    }

    private static Task<IngestServices> WithReaderAsync(TroubledReader reader, Dictionary<string, string?>? settings = null) =>
        IngestServices.CreateAsync(settings, services => services.AddSingleton(new DocumentReaders([reader])));
}

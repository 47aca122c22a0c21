using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Queue;

public sealed class DocumentQueueTests : IAsyncLifetime
{
    private IngestServices _ingest = null!;

    private DocumentQueue Queue => _ingest.Get<DocumentQueue>();

    public async ValueTask InitializeAsync() => _ingest = await IngestServices.CreateAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task ADocumentIsClaimedByOneWorkerOnly()
    {
        for (var i = 0; i < 20; i++) await _ingest.TakeAsync($"{i}.txt", $"Text {i}");
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var mine = new List<long>();
            while (await Queue.ClaimAsync($"w{worker}", WorkKind.Read, CancellationToken.None) is { } document) mine.Add(document.Id);
            return mine;
        })));
        var all = claims.SelectMany(c => c).ToList();
        Assert.Equal(20, all.Count);
        Assert.Equal(20, all.Distinct().Count());
    }

    [Fact]
    public async Task SmallFilesComeFirst()
    {
        await _ingest.TakeAsync("large.txt", new string('x', 5000));
        await _ingest.TakeAsync("small.txt", "x");
        Assert.Equal("small.txt", (await Queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None))!.Path);
    }

    [Fact]
    public async Task ALeaseThatRanOutIsTakenOverAndTheFirstWorkerMayNotWrite()
    {
        await _ingest.TakeAsync("a.txt", "Text");
        var first = (await Queue.ClaimAsync("first", WorkKind.Read, CancellationToken.None))!;
        Assert.Null(await Queue.ClaimAsync("second", WorkKind.Read, CancellationToken.None));

        _ingest.Time.Advance(TimeSpan.FromSeconds(61));
        var second = (await Queue.ClaimAsync("second", WorkKind.Read, CancellationToken.None))!;

        Assert.Equal(2, second.Attempt);
        Assert.False(await Queue.RenewAsync(first, CancellationToken.None));
        await Queue.CloseAsync(first, DocumentState.Failed, "late", CancellationToken.None);
        Assert.Equal(DocumentState.Indexing, (await _ingest.DocumentAsync("a.txt")).State);
    }

    [Fact]
    public async Task ARenewedLeaseIsKept()
    {
        await _ingest.TakeAsync("a.txt", "Text");
        var mine = (await Queue.ClaimAsync("first", WorkKind.Read, CancellationToken.None))!;
        for (var i = 0; i < 5; i++)
        {
            _ingest.Time.Advance(TimeSpan.FromSeconds(40));
            Assert.True(await Queue.RenewAsync(mine, CancellationToken.None));
            Assert.Null(await Queue.ClaimAsync("second", WorkKind.Read, CancellationToken.None));
        }
    }

    [Fact]
    public async Task AReturnedDocumentWaitsLongerAfterEveryAttempt()
    {
        await _ingest.TakeAsync("a.txt", "Text");
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var document = (await Queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None))!;
            await Queue.ReturnAsync(document, countAttempt: true, "again", CancellationToken.None);
            waits.Add((await _ingest.DocumentAsync("a.txt")).NextAttemptAt!.Value - _ingest.Time.GetUtcNow());
            Assert.Null(await Queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None));
            _ingest.Time.Advance(waits[^1] + TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0], TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
        Assert.InRange(waits[2], TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task AnInterruptedDocumentIsDueAtOnceAndKeepsItsTries()
    {
        await _ingest.TakeAsync("a.txt", "Text");
        await Queue.ReturnAsync((await Queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None))!, countAttempt: false, null, CancellationToken.None);
        Assert.Equal(1, (await Queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None))!.Attempt);
    }

    [Fact]
    public async Task DocumentsOfAnEndedProcessOfThisMachineAreReleasedAndOthersAreNot()
    {
        await _ingest.TakeAsync("a.txt", "A");
        await _ingest.TakeAsync("b.txt", "Bb");
        await _ingest.TakeAsync("c.txt", "Ccc");
        await Queue.ClaimAsync($"{Environment.MachineName}/999999999/1/1-x", WorkKind.Read, CancellationToken.None);
        await Queue.ClaimAsync(WorkerName.Make(WorkKind.Read), WorkKind.Read, CancellationToken.None);
        await Queue.ClaimAsync("another-machine/999999999/1/1-x", WorkKind.Read, CancellationToken.None);
        Assert.Equal(1, await Queue.ReleaseAbandonedAsync(CancellationToken.None));
        Assert.Equal("a.txt", (await Queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None))!.Path);
    }

    [Fact]
    public async Task ADocumentThatEndsItsProcessEveryTimeIsLeftToAPerson()
    {
        await using var ingest = await IngestServices.CreateAsync(new() { ["Ingest:Crashes"] = "3" });
        await ingest.TakeAsync("a.txt", "Text");
        var queue = ingest.Get<DocumentQueue>();
        for (var crash = 0; crash < 3; crash++)
        {
            Assert.NotNull(await queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None));
            ingest.Time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Null(await queue.ClaimAsync("w", WorkKind.Read, CancellationToken.None));
        var document = await ingest.DocumentAsync("a.txt");
        Assert.Equal(DocumentState.Failed, document.State);
        Assert.Contains("ended 3 times", document.Reason, StringComparison.Ordinal);
    }
}

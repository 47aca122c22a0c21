using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Sources;

public sealed class FileIntakeTests
{
    [Fact]
    public async Task AFileOverTheLimitIsRejectedWithTheNumber()
    {
        await using var ingest = await IngestServices.CreateAsync(new() { ["Ingest:MaxFileBytes"] = "1048576" });
        var result = await ingest.TakeAsync("large.txt", new string('x', 1048577));
        Assert.Equal(IntakeOutcome.Rejected, result.Outcome);
        Assert.Contains("1 MB", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailedDocumentIsQueuedAgainByTheSameContentAndAnIndexedOneIsNot()
    {
        await using var ingest = await IngestServices.CreateAsync();
        await ingest.TakeAsync("empty.txt", "");
        await ingest.TakeAsync("good.txt", "Text");
        await ingest.DrainAsync();
        await using (var db = ingest.Db())
        {
            var document = db.Documents.Single(d => d.Path == "empty.txt");
            document.State = DocumentState.Failed;
            await db.SaveChangesAsync();
        }

        Assert.Equal(IntakeOutcome.Changed, (await ingest.TakeAsync("empty.txt", "")).Outcome);
        Assert.Equal(IntakeOutcome.Unchanged, (await ingest.TakeAsync("good.txt", "Text")).Outcome);
    }

    [Fact]
    public async Task RemovedDocumentsComeBackWithOneStep()
    {
        await using var ingest = await IngestServices.CreateAsync();
        var id = (await ingest.TakeAsync("a.txt", "Text")).DocumentId!.Value;
        await ingest.DrainAsync();
        var actions = ingest.Get<DocumentActions>();
        await actions.RemoveAsync([id], CancellationToken.None);
        await using var db = ingest.Db();
        Assert.DoesNotContain(db.Chunks.AsNoTracking(), c => c.Searchable);
        await actions.RestoreAsync([id], CancellationToken.None);
        Assert.Single(db.Chunks.AsNoTracking(), c => c.Searchable);
    }

    [Fact]
    public async Task RunningAgainIndexesOnceMore()
    {
        await using var ingest = await IngestServices.CreateAsync();
        var id = (await ingest.TakeAsync("a.txt", "Text")).DocumentId!.Value;
        await ingest.DrainAsync();
        await ingest.Get<DocumentActions>().RetryAsync([id], CancellationToken.None);
        await ingest.DrainAsync();
        await using var db = ingest.Db();
        Assert.Single(db.Chunks, c => c.Searchable);
        Assert.Equal(2, db.DocumentVersions.Count(v => v.DocumentId == id));
    }
}

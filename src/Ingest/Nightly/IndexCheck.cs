using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>The integrity check of the whole: the index with itself, and every document with its original. What only reading can mend is queued.</summary>
public sealed class IndexCheck(
    IDbContextFactory<RagDocsDbContext> contexts, IndexIntegrity index, Originals originals, Runs runs, QueueWaker waker)
{
    private const int Named = 5;

    /// <summary>No file has this hash, so that whatever lies in the folder differs from it.</summary>
    private static readonly string NoContent = new('0', 64);

    /// <param name="run">Documents to be read again are queued under it; null opens a run of its own where one is needed.</param>
    public async Task<IntegrityReport> RunAsync(long? run, bool repair, CancellationToken cancellationToken)
    {
        var report = await index.CheckAsync(repair, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var missing = await WithoutOriginalAsync(db, cancellationToken);
        if (missing.Count > 0)
        {
            if (repair) await TakeAgainAsync(db, [.. missing.Select(m => m.Id)], cancellationToken);
            var names = string.Join(", ", missing.Take(Named).Select(m => m.Path));
            report = report with { Findings = [.. report.Findings, new IndexFinding(IndexFault.OriginalMissing, missing.Count, Repaired: false, names)] };
        }

        // Without its original a document cannot be read again.
        var unsound = report.Unsound.Except(missing.Select(m => m.Id)).ToList();
        if (!repair || unsound.Count == 0) return report;
        var opened = run ?? await runs.OpenAsync(RunKind.Retry, $"{unsound.Count} documents", null, cancellationToken);
        await Requeue.RunAsync(db, db.Documents.Where(d => unsound.Contains(d.Id)), opened, cancellationToken);
        await waker.WakeAsync(cancellationToken);
        return report with
        {
            Findings = [.. report.Findings.Select(f => f.Fault is IndexFault.VectorMissing or IndexFault.ChunksMissing ? f with { Repaired = true } : f)],
        };
    }

    private async Task<List<(long Id, string Path)>> WithoutOriginalAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        var documents = db.Documents.Where(d => d.RemovedAt == null && d.CurrentVersionId != null)
            .Join(db.DocumentVersions, d => d.CurrentVersionId, v => v.Id, (d, v) => new { d.Id, d.Path, v.ContentHash }).AsAsyncEnumerable();
        var missing = new List<(long, string)>();
        await foreach (var document in documents.WithCancellation(cancellationToken))
        {
            if (!File.Exists(originals.PathOf(document.ContentHash))) missing.Add((document.Id, document.Path));
        }

        return missing;
    }

    // The file may still lie in its folder: as long as the catalog knows no time of it, the next sync takes it in again.
    private static Task<int> TakeAgainAsync(RagDocsDbContext db, List<long> documents, CancellationToken cancellationToken) =>
        db.Documents.Where(d => documents.Contains(d.Id) && d.Source!.Kind == SourceKind.Folder).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.SourceModifiedAt, (DateTimeOffset?)null).SetProperty(x => x.ContentHash, NoContent), cancellationToken);
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers.Scans;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>
/// Queues again what failed for an unclear reason: a full disk or a busy machine passes, a damaged file does not. Scans that were left
/// because text recognition was not installed are queued once it is.
/// </summary>
public sealed class NightlyRetry(IDbContextFactory<RagDocsDbContext> contexts, ScanLanguages scans)
{
    // Given to pictures by versions that could not read them at all.
    private const string PictureNotRead = "The file is a picture. Text recognition is not installed yet";

    /// <returns>Documents queued.</returns>
    public async Task<int> RunAsync(long run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // What failed in this very night has had its tries.
        var failed = db.Documents.Where(d => d.State == DocumentState.Failed && d.RunId != run);
        var queued = await Requeue.RunAsync(db, failed, run, cancellationToken);
        return scans.CanRecognize ? queued + await Requeue.RunAsync(db, LeftScans(db), run, cancellationToken) : queued;
    }

    private static IQueryable<Document> LeftScans(RagDocsDbContext db) => db.Documents.Where(d =>
        ((d.State == DocumentState.Partial || d.State == DocumentState.NoText) && d.Reason!.Contains(ScannedPages.InstallAdvice))
        || (d.State == DocumentState.Unsupported && d.Reason!.StartsWith(PictureNotRead)));
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli;

/// <summary>One line of `ingest --json`.</summary>
internal sealed record IngestReport(string File, DocumentState State, string? Reason, int? Pages, int Chunks, IReadOnlyList<string> Warnings)
{
    public static async Task<IngestReport> OfAsync(RagDocsDbContext db, IntakeResult intake, CancellationToken cancellationToken)
    {
        if (intake.DocumentId is not { } id) return new IngestReport(intake.Path, DocumentState.Refused, intake.Problem, null, 0, []);
        return await OfAsync(db, await db.Documents.AsNoTracking().SingleAsync(d => d.Id == id, cancellationToken), cancellationToken);
    }

    /// <summary>The files found inside a document, by path.</summary>
    public static async Task<IReadOnlyList<IngestReport>> OfPartsAsync(RagDocsDbContext db, long documentId, CancellationToken cancellationToken)
    {
        var parts = await db.PartsOfAsync([documentId], cancellationToken);
        var documents = await db.Documents.AsNoTracking().Where(d => EF.Parameter(parts).Contains(d.Id) && d.RemovedAt == null).OrderBy(d => d.Path).ToListAsync(cancellationToken);
        var reports = new List<IngestReport>();
        foreach (var document in documents) reports.Add(await OfAsync(db, document, cancellationToken));
        return reports;
    }

    private static async Task<IngestReport> OfAsync(RagDocsDbContext db, Document document, CancellationToken cancellationToken)
    {
        var searchable = document.State is DocumentState.Indexed or DocumentState.Partial;
        var version = searchable
            ? await db.DocumentVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == document.CurrentVersionId, cancellationToken)
            : null;
        var partial = document.State == DocumentState.Partial && document.Reason is not null;
        return new IngestReport(
            document.Path, document.State, partial ? null : document.Reason, version?.Pages, version?.ChunkCount ?? 0,
            partial ? [document.Reason!] : []);
    }
}

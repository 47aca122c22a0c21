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
        var document = await db.Documents.AsNoTracking().SingleAsync(d => d.Id == id, cancellationToken);
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

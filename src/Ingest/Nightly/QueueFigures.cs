using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>How large the index is and how fast it was filled.</summary>
public sealed class QueueFigures(string dataFolder)
{
    public async Task<IndexSize> SizeAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        var chunks = db.Chunks.Where(c => c.Searchable);
        var vectors = await db.Database.SqlQueryRaw<long>("""SELECT coalesce(sum(length("Values")), 0) AS Value FROM "ChunkVectors" """)
            .SingleAsync(cancellationToken);
        return new IndexSize(
            await db.Documents.CountAsync(d => d.RemovedAt == null && d.CurrentVersionId != null, cancellationToken),
            await chunks.CountAsync(cancellationToken), vectors,
            Directory.EnumerateFiles(dataFolder, Catalog.FileName + "*").Sum(LengthOf), Originals());
    }

    /// <summary>Pages and documents a second of a run's attempts, while any of them ran.</summary>
    public static async Task<(double Pages, double Documents)> SpeedAsync(
        RagDocsDbContext db, long run, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var attempts = await db.IngestAttempts.Where(a => a.Document!.RunId == run && a.StartedAt >= since && a.EndedAt != null)
            .OrderBy(a => a.StartedAt).Select(a => new { a.StartedAt, EndedAt = a.EndedAt!.Value, Pages = a.Pages ?? 0 })
            .ToListAsync(cancellationToken);
        var busy = TimeSpan.Zero;
        var covered = DateTimeOffset.MinValue;
        foreach (var attempt in attempts)
        {
            var from = attempt.StartedAt > covered ? attempt.StartedAt : covered;
            if (attempt.EndedAt > from) busy += attempt.EndedAt - from;
            if (attempt.EndedAt > covered) covered = attempt.EndedAt;
        }

        var seconds = busy.TotalSeconds;
        return seconds <= 0 ? (0, 0) : (attempts.Sum(a => a.Pages) / seconds, attempts.Count / seconds);
    }

    private long Originals()
    {
        var folder = Path.Combine(dataFolder, "originals");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(LengthOf) : 0;
    }

    // The write-ahead file may go between the listing and the question.
    private static long LengthOf(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? info.Length : 0;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>What is open and how long it will take.</summary>
/// <param name="Overall">Null when nothing is open or nothing was measured lately.</param>
/// <param name="PagesPerSecond">Pages read lately, while there was work; 0 when none had pages.</param>
public sealed record Forecast(
    TimeLeft? Overall, IReadOnlyDictionary<long, TimeLeft> ByRun, double PagesPerSecond, double DocumentsPerSecond);

/// <summary>Measures the last finished attempts and estimates from them. One reading serves everybody who looks within two seconds.</summary>
public sealed class QueueForecast(IDbContextFactory<RagDocsDbContext> contexts, IOptions<IngestOptions> options, TimeProvider time) : IDisposable
{
    private const int RecentAttempts = 300;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);
    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Forecast? _last;
    private long _readAt;

    public async Task<Forecast> CurrentAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && TimeProvider.System.GetElapsedTime(_readAt) < GoodFor) return last;
            _last = await ReadAsync(cancellationToken);
            _readAt = TimeProvider.System.GetTimestamp();
            return _last;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<Forecast> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - Lately;
        var attempts = await db.IngestAttempts
            .Where(a => a.EndedAt != null && a.StartedAt > since && a.Outcome != null && a.Outcome != DocumentState.Canceled
                && (a.Outcome != DocumentState.Pending || a.Pages != null))
            .OrderByDescending(a => a.Id).Take(RecentAttempts)
            .Select(a => new Finished(a.Worker, a.Document!.Path, a.Document.SizeBytes, a.StartedAt, a.EndedAt!.Value, a.Pages))
            .ToListAsync(cancellationToken);
        var open = await OpenAsync(db, cancellationToken);
        var busy = Busy(attempts).TotalSeconds;
        var took = attempts.Sum(a => (a.EndedAt - a.StartedAt).TotalSeconds);
        var parallel = busy > 0 ? Math.Min(took / busy, options.Value.Workers + options.Value.RecognizeWorkers) : 1;
        var estimate = new TimeLeftEstimate([.. attempts.Select(Measured)], parallel);
        return new Forecast(
            estimate.Overall(open), estimate.ByRun(open),
            busy > 0 ? attempts.Sum(a => a.Pages ?? 0) / busy : 0, busy > 0 ? attempts.Count / busy : 0);
    }

    private static async Task<List<OpenWork>> OpenAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        // Documents of a paused source wait for a person, not for time.
        var waiting = db.Documents.Where(d => d.RemovedAt == null && InWork.Contains(d.State) && d.Source!.PausedAt == null);
        var rows = await (from d in waiting
                          join v in db.DocumentVersions on d.CurrentVersionId equals v.Id into versions
                          from v in versions.DefaultIfEmpty()
                          select new { d.Path, d.Work, d.SizeBytes, d.RunId, Pages = v == null ? null : v.Pages }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Work == WorkKind.Recognize
            ? new OpenWork(nameof(WorkKind.Recognize), r.Pages ?? 1, r.RunId)
            : new OpenWork(KindOf(r.Path), r.SizeBytes, r.RunId))];
    }

    private static MeasuredWork Measured(Finished attempt) => attempt.Worker.Contains(WorkerName.Mark(WorkKind.Recognize), StringComparison.Ordinal)
        ? new MeasuredWork(nameof(WorkKind.Recognize), attempt.Pages ?? 1, attempt.EndedAt - attempt.StartedAt)
        : new MeasuredWork(KindOf(attempt.Path), attempt.SizeBytes, attempt.EndedAt - attempt.StartedAt);

    private static string KindOf(string path) => Path.GetExtension(path).ToLowerInvariant();

    // Attempts overlap, so their span counts once, from the first start to the last end of an unbroken stretch.
    private static TimeSpan Busy(IEnumerable<Finished> attempts)
    {
        var busy = TimeSpan.Zero;
        var covered = DateTimeOffset.MinValue;
        foreach (var attempt in attempts.OrderBy(a => a.StartedAt))
        {
            var from = attempt.StartedAt > covered ? attempt.StartedAt : covered;
            if (attempt.EndedAt > from) busy += attempt.EndedAt - from;
            if (attempt.EndedAt > covered) covered = attempt.EndedAt;
        }

        return busy;
    }

    private sealed record Finished(string Worker, string Path, long SizeBytes, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int? Pages);
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>
/// In which order this process claims due documents: one of each source in turn, so that a huge source never starves another, and the
/// smallest first within a source. A short list is read at once, because finding the smallest of 20,000 for every claim would cost more
/// than indexing it; it is dropped after a second, so that what arrives meanwhile has its turn.
/// </summary>
internal sealed class ClaimOrder
{
    /// <summary>Documents of each source on the list.</summary>
    private const int PerSource = 32;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Lock _guard = new();
    private Queue<Candidate> _candidates = new();
    private long _listedAt;
    private long _lastSource;

    /// <summary>The next document that looked due when the list was read; null when none is due now. The caller still has to win it.</summary>
    /// <param name="due">What may be claimed now.</param>
    public async Task<long?> NextAsync(RagDocsDbContext db, IQueryable<Document> due, CancellationToken cancellationToken)
    {
        if (TakeListed() is { } listed) return listed;
        var found = await ListAsync(db, due, cancellationToken);
        lock (_guard)
        {
            _candidates = InTurn(found, _lastSource);
            _listedAt = TimeProvider.System.GetTimestamp();
            return Take();
        }
    }

    /// <summary>First one of each source, beginning behind the source that had the last turn, then the second of each, and so on.</summary>
    internal static Queue<Candidate> InTurn(IEnumerable<Candidate> candidates, long lastSource) => new(
        candidates.GroupBy(c => c.SourceId)
            .SelectMany(source => source.OrderBy(c => c.SizeBytes).ThenBy(c => c.Id).Select((candidate, turn) => (candidate, turn)))
            .OrderBy(c => c.turn).ThenBy(c => c.candidate.SourceId <= lastSource).ThenBy(c => c.candidate.SourceId)
            .Select(c => c.candidate));

    private long? TakeListed()
    {
        lock (_guard) return TimeProvider.System.GetElapsedTime(_listedAt) < MaxAge ? Take() : null;
    }

    private long? Take()
    {
        if (!_candidates.TryDequeue(out var next)) return null;
        _lastSource = next.SourceId;
        return next.Id;
    }

    private static Task<List<Candidate>> ListAsync(RagDocsDbContext db, IQueryable<Document> due, CancellationToken cancellationToken) =>
        (from source in db.Sources
         from document in due.Where(d => d.SourceId == source.Id).OrderBy(d => d.SizeBytes).ThenBy(d => d.Id).Take(PerSource)
         select new Candidate(document.Id, document.SourceId, document.SizeBytes)).ToListAsync(cancellationToken);

    internal sealed record Candidate(long Id, long SourceId, long SizeBytes);
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Store;

/// <summary>
/// When documents are to be looked at again: on the day set for them, else so many days after their last change as their collection says. The last
/// change is the file's own time; where that is not known, as with uploads, the time at which this content was first read, so that reading the same
/// again or moving it makes nothing younger.
/// </summary>
public sealed class ReviewDates(IDbContextFactory<RagDocsDbContext> contexts)
{
    /// <summary>A hundred years.</summary>
    public const int MostDays = 36_525;

    /// <summary>The day of review of those documents that have one.</summary>
    /// <param name="scope">Nothing is said of documents outside it.</param>
    public async Task<IReadOnlyDictionary<long, DateOnly>> OfAsync(SearchScope scope, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = db.Documents.Where(d => documentIds.Contains(d.Id));
        if (scope.Collections is { } readable) documents = documents.Where(d => readable.Contains(d.CollectionId));
        return await OfAsync(documents, cancellationToken);
    }

    /// <summary>Sets the day for one document.</summary>
    /// <param name="day">Null takes it back: from then on the document's own, or the collection's rule, counts again.</param>
    public async Task SetAsync(long documentId, DateOnly? day, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        DateTimeOffset? stored = day is { } set ? ReviewDay.OfPerson(set) : null;
        await db.Documents.Where(d => d.Id == documentId).ExecuteUpdateAsync(d => d.SetProperty(x => x.ReviewBy, stored), cancellationToken);
    }

    /// <summary>Days after which a collection's documents are to be looked at again; null for never.</summary>
    public async Task<int?> RuleAsync(long collectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Collections.Where(c => c.Id == collectionId).Select(c => c.ReviewAfterDays).SingleOrDefaultAsync(cancellationToken);
    }

    /// <exception cref="ArgumentOutOfRangeException">Less than a day or more than <see cref="MostDays"/>.</exception>
    public async Task SetRuleAsync(long collectionId, int? days, CancellationToken cancellationToken)
    {
        if (days is < 1 or > MostDays) throw new ArgumentOutOfRangeException(nameof(days), days, $"Between 1 and {MostDays} days.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Collections.Where(c => c.Id == collectionId).ExecuteUpdateAsync(c => c.SetProperty(x => x.ReviewAfterDays, days), cancellationToken);
    }

    internal static async Task<Dictionary<long, DateOnly>> OfAsync(IQueryable<Document> documents, CancellationToken cancellationToken)
    {
        var rows = await documents.Where(d => d.ReviewBy != null || d.Collection!.ReviewAfterDays != null)
            .Select(d => new
            {
                d.Id, d.ReviewBy, Days = d.Collection!.ReviewAfterDays, d.SourceModifiedAt, d.CreatedAt,
                Read = d.Versions.Where(v => v.ContentHash == d.ContentHash).Min(v => (DateTimeOffset?)v.IndexedAt),
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(
            d => d.Id, d => d.ReviewBy is { } set ? ReviewDay.Of(set) : ReviewDay.Of(d.SourceModifiedAt ?? d.Read ?? d.CreatedAt).AddDays(d.Days!.Value));
    }

    /// <summary>Ids of the documents whose review was due before a day.</summary>
    internal static async Task<IQueryable<long>> DueAsync(RagDocsDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var start = ReviewDay.OfDocument(today);
        var due = db.Documents.Where(d => d.ReviewBy < start).Select(d => d.Id);
        foreach (var days in await db.Collections.Where(c => c.ReviewAfterDays != null).Select(c => c.ReviewAfterDays!.Value).Distinct().ToListAsync(cancellationToken))
        {
            due = due.Concat(db.Documents.Where(d => d.ReviewBy == null && d.Collection!.ReviewAfterDays == days).Where(ChangedBefore(start.AddDays(-days))).Select(d => d.Id));
        }

        return due;
    }

    private static Expression<Func<Document, bool>> ChangedBefore(DateTimeOffset day) => d =>
        (d.SourceModifiedAt ?? d.Versions.Where(v => v.ContentHash == d.ContentHash).Min(v => (DateTimeOffset?)v.IndexedAt) ?? d.CreatedAt) < day;
}

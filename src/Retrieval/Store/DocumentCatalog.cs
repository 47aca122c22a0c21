using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Store;

/// <summary>Read-only lists of what is in the library. Every query carries the asker's scope.</summary>
public sealed class DocumentCatalog(IDbContextFactory<RagDocsDbContext> contexts, TimeProvider time)
{
    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];
    private static readonly DocumentState[] Ready = [DocumentState.Indexed, DocumentState.Partial];

    private static readonly DocumentState[] NeedsYou =
    [
        DocumentState.Partial, DocumentState.NoText, DocumentState.Password, DocumentState.Damaged, DocumentState.Unsupported,
        DocumentState.Refused, DocumentState.Failed, DocumentState.Canceled,
    ];

    public async Task<DocumentPage> ListAsync(SearchScope scope, DocumentFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = Filtered(Readable(db, scope), filter);
        if (filter.State == DocumentStateFilter.ReviewDue) documents = await ReviewDueAsync(db, documents, cancellationToken);
        var total = await documents.CountAsync(cancellationToken);
        var rows = Ordered(Rows(db, documents), filter).Skip(filter.Skip).Take(filter.Take);
        var lines = await Lines(rows).ToListAsync(cancellationToken);
        var shown = lines.ConvertAll(l => l.Id);
        var reviews = await ReviewDates.OfAsync(documents.Where(d => shown.Contains(d.Id)), cancellationToken);
        return new DocumentPage(lines.ConvertAll(l => reviews.TryGetValue(l.Id, out var day) ? l with { ReviewBy = day } : l), total);
    }

    public async Task<LibrarySummary> SummaryAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = Readable(db, scope);
        var states = await documents.GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var passages = await documents.Join(db.DocumentVersions, d => d.CurrentVersionId, v => v.Id, (d, v) => v.ChunkCount)
            .SumAsync(cancellationToken);
        var collections = await Collections(db, scope).CountAsync(cancellationToken);
        var due = await (await ReviewDueAsync(db, documents, cancellationToken)).CountAsync(cancellationToken);
        return new LibrarySummary(
            collections, states.Values.Sum(), passages,
            InWork.Sum(s => states.GetValueOrDefault(s)), NeedsYou.Sum(s => states.GetValueOrDefault(s)), due);
    }

    private async Task<IQueryable<Document>> ReviewDueAsync(RagDocsDbContext db, IQueryable<Document> documents, CancellationToken cancellationToken)
    {
        var due = await ReviewDates.DueAsync(db, DateOnly.FromDateTime(time.GetLocalNow().DateTime), cancellationToken);
        return documents.Where(d => due.Contains(d.Id));
    }

    public async Task<IReadOnlyList<CollectionLine>> CollectionsAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Collections(db, scope).OrderBy(c => c.Name)
            .Select(c => new CollectionLine(
                c.Id, c.Name, c.Description, c.OpenToEveryone,
                db.Documents.Count(d => d.CollectionId == c.Id && d.RemovedAt == null)))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<Collection> Collections(RagDocsDbContext db, SearchScope scope) =>
        scope.Collections is { } readable ? db.Collections.Where(c => readable.Contains(c.Id)) : db.Collections;

    private static IQueryable<Document> Readable(RagDocsDbContext db, SearchScope scope)
    {
        var documents = db.Documents.Where(d => d.RemovedAt == null);
        return scope.Collections is { } readable ? documents.Where(d => readable.Contains(d.CollectionId)) : documents;
    }

    private static IQueryable<Document> Filtered(IQueryable<Document> documents, DocumentFilter filter)
    {
        if (filter.CollectionId is { } collection) documents = documents.Where(d => d.CollectionId == collection);
        foreach (var word in filter.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            var pattern = $"%{EscapeLike(word)}%";
            documents = documents.Where(d => EF.Functions.Like(d.Title, pattern, "\\") || EF.Functions.Like(d.Path, pattern, "\\"));
        }

        return filter.State switch
        {
            DocumentStateFilter.InWork => documents.Where(d => InWork.Contains(d.State)),
            DocumentStateFilter.Ready => documents.Where(d => Ready.Contains(d.State)),
            DocumentStateFilter.NeedsYou => documents.Where(d => NeedsYou.Contains(d.State)),
            _ => documents,
        };
    }

    private static IQueryable<Row> Rows(RagDocsDbContext db, IQueryable<Document> documents) =>
        from d in documents
        join v in db.DocumentVersions on d.CurrentVersionId equals v.Id into versions
        from v in versions.DefaultIfEmpty()
        select new Row { Document = d, Collection = d.Collection!.Name, Version = v };

    private static IQueryable<Row> Ordered(IQueryable<Row> rows, DocumentFilter filter)
    {
        var ordered = (filter.Order, filter.Descending) switch
        {
            (DocumentOrder.Title, false) => rows.OrderBy(r => r.Document.Title),
            (DocumentOrder.Title, true) => rows.OrderByDescending(r => r.Document.Title),
            (DocumentOrder.Collection, false) => rows.OrderBy(r => r.Collection),
            (DocumentOrder.Collection, true) => rows.OrderByDescending(r => r.Collection),
            (DocumentOrder.State, false) => rows.OrderBy(r => r.Document.State),
            (DocumentOrder.State, true) => rows.OrderByDescending(r => r.Document.State),
            (DocumentOrder.Pages, false) => rows.OrderBy(r => r.Version!.Pages),
            (DocumentOrder.Pages, true) => rows.OrderByDescending(r => r.Version!.Pages),
            (DocumentOrder.Passages, false) => rows.OrderBy(r => r.Version!.ChunkCount),
            (DocumentOrder.Passages, true) => rows.OrderByDescending(r => r.Version!.ChunkCount),
            (_, false) => rows.OrderBy(r => r.Document.ChangedAt),
            _ => rows.OrderByDescending(r => r.Document.ChangedAt),
        };
        return ordered.ThenBy(r => r.Document.Id);
    }

    private static IQueryable<DocumentLine> Lines(IQueryable<Row> rows) => rows.Select(r => new DocumentLine(
        r.Document.Id, r.Document.Title, r.Document.Path, r.Document.CollectionId, r.Collection, r.Document.State, r.Document.Reason,
        r.Version == null ? null : r.Version.Pages, r.Version == null ? null : r.Version.ChunkCount,
        r.Version == null ? null : r.Version.Number, r.Document.CurrentVersionId, r.Document.SizeBytes, r.Document.ChangedAt));

    private static string EscapeLike(string word) =>
        word.Replace("\\", @"\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>What the rows are ordered by; the database cannot order by a record that is already built.</summary>
    private sealed class Row
    {
        public required Document Document { get; init; }

        public required string Collection { get; init; }

        public required DocumentVersion? Version { get; init; }
    }
}

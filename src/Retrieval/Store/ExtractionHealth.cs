using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Store;

/// <summary>Which documents were read badly or not at all, and where: what an administrator works through to make a library whole.</summary>
public sealed class ExtractionHealth(IDbContextFactory<RagDocsDbContext> contexts)
{
    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];
    private static readonly DocumentState[] Unreadable =
        [DocumentState.NoText, DocumentState.Password, DocumentState.Damaged, DocumentState.Refused, DocumentState.Unsupported];

    /// <summary>The documents that fit, in the order asked for, and how many there are of each problem whatever the filter.</summary>
    /// <remarks>Documents that wait or are being read are left out: what will become of them is not known yet.</remarks>
    public async Task<HealthList> ListAsync(SearchScope scope, HealthFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = db.Documents.Where(d => d.RemovedAt == null && !InWork.Contains(d.State));
        if (scope.Collections is { } readable) documents = documents.Where(d => readable.Contains(d.CollectionId));
        var counts = new Dictionary<HealthProblem, int>();
        foreach (var problem in Enum.GetValues<HealthProblem>()) counts[problem] = await Having(db, documents, problem).CountAsync(cancellationToken);

        var ill = filter.Problem is { } wanted
            ? Having(db, documents, wanted)
            : documents.Where(d => Unreadable.Contains(d.State) || db.PageProblems.Any(p => p.VersionId == d.CurrentVersionId));
        var total = await ill.CountAsync(cancellationToken);
        var lines = await Ordered(Lines(db, ill), filter).Skip(filter.Skip).Take(filter.Take).ToListAsync(cancellationToken);
        return new HealthList(lines, total, counts);
    }

    /// <summary>Everything that has the problem, to be queued again at once.</summary>
    public async Task<IReadOnlyList<long>> DocumentsAsync(SearchScope scope, HealthProblem? problem, CancellationToken cancellationToken)
    {
        var page = await ListAsync(scope, new HealthFilter(problem, Take: int.MaxValue), cancellationToken);
        return [.. page.Lines.Select(l => l.Id)];
    }

    private static IQueryable<Document> Having(RagDocsDbContext db, IQueryable<Document> documents, HealthProblem problem) => problem switch
    {
        HealthProblem.NoText => documents.Where(d => d.State == DocumentState.NoText || db.PageProblems.Any(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.NoText)),
        HealthProblem.LowConfidence => documents.Where(d => db.PageProblems.Any(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.LowConfidence)),
        HealthProblem.Garbled => documents.Where(d => db.PageProblems.Any(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.Garbled)),
        HealthProblem.Password => documents.Where(d => d.State == DocumentState.Password),
        HealthProblem.Damaged => documents.Where(d => d.State == DocumentState.Damaged),
        HealthProblem.Refused => documents.Where(d => d.State == DocumentState.Refused),
        _ => documents.Where(d => d.State == DocumentState.Unsupported),
    };

    private static IQueryable<HealthLine> Lines(RagDocsDbContext db, IQueryable<Document> documents) =>
        from d in documents
        join v in db.DocumentVersions on d.CurrentVersionId equals v.Id into versions
        from v in versions.DefaultIfEmpty()
        select new HealthLine
        {
            Id = d.Id,
            Title = d.Title,
            Path = d.Path,
            CollectionId = d.CollectionId,
            Collection = d.Collection!.Name,
            State = d.State,
            Reason = d.Reason,
            VersionId = d.CurrentVersionId,
            Pages = v == null ? null : v.Pages,
            NoText = db.PageProblems.Count(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.NoText),
            LowConfidence = db.PageProblems.Count(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.LowConfidence),
            Garbled = db.PageProblems.Count(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.Garbled),
            Confidence = db.PageProblems.Where(p => p.VersionId == d.CurrentVersionId && p.Kind == PageProblemKind.LowConfidence).Average(p => p.Confidence),
            FirstPage = db.PageProblems.Where(p => p.VersionId == d.CurrentVersionId).Min(p => (int?)p.Page),
            ChangedAt = d.ChangedAt,
        };

    private static IQueryable<HealthLine> Ordered(IQueryable<HealthLine> lines, HealthFilter filter)
    {
        var ordered = (filter.Order, filter.Descending) switch
        {
            (HealthOrder.Title, false) => lines.OrderBy(l => l.Title),
            (HealthOrder.Title, true) => lines.OrderByDescending(l => l.Title),
            (HealthOrder.State, false) => lines.OrderBy(l => l.State),
            (HealthOrder.State, true) => lines.OrderByDescending(l => l.State),
            (HealthOrder.Confidence, false) => lines.OrderBy(l => l.Confidence == null).ThenBy(l => l.Confidence),
            (HealthOrder.Confidence, true) => lines.OrderByDescending(l => l.Confidence),
            (HealthOrder.Changed, false) => lines.OrderBy(l => l.ChangedAt),
            (HealthOrder.Changed, true) => lines.OrderByDescending(l => l.ChangedAt),
            (_, false) => lines.OrderBy(l => l.NoText + l.LowConfidence + l.Garbled),
            _ => lines.OrderByDescending(l => l.NoText + l.LowConfidence + l.Garbled),
        };
        return ordered.ThenBy(l => l.Id);
    }
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Integrity;

/// <summary>
/// Compares chunks, vectors and the search index with each other, in both directions. All of a document is changed in one transaction and
/// the search index follows it, so a finding means a damaged disk, a foreign hand, or a fault of this program.
/// </summary>
public sealed class IndexIntegrity
{
    private const int MaxDetail = 200;

    private readonly IDbContextFactory<RagDocsDbContext> _catalog;
    private readonly IndexGenerations? _generations;
    private readonly EmbeddedChunkIndex? _index;

    /// <summary>Looks at the catalog alone: the search index lies elsewhere and looks after itself.</summary>
    public IndexIntegrity(IDbContextFactory<RagDocsDbContext> catalog) => _catalog = catalog;

    internal IndexIntegrity(IDbContextFactory<RagDocsDbContext> catalog, IndexGenerations generations, EmbeddedChunkIndex index)
        : this(catalog) => (_generations, _index) = (generations, index);

    /// <param name="repair">Mends what the catalog alone can mend, each fault in a transaction of its own; else only says.</param>
    public async Task<IntegrityReport> CheckAsync(bool repair, CancellationToken cancellationToken)
    {
        await using var db = await _catalog.CreateDbContextAsync(cancellationToken);
        var findings = new List<IndexFinding>();
        if (await DatabaseAsync(db, cancellationToken) is { } damage) findings.Add(damage);
        foreach (var check in IntegritySql.Checks)
        {
            if (await RunAsync(db, check, repair, cancellationToken) is { } finding) findings.Add(finding);
        }

        if (_index is not null && _generations is not null) findings.AddRange(await _index.CheckAsync(await _generations.ActiveAsync(cancellationToken), repair, cancellationToken));
        var withoutVector = await IdsAsync(db, IntegritySql.DocumentsWithoutVectors, cancellationToken);
        if (withoutVector.Count > 0) findings.Add(new IndexFinding(IndexFault.VectorMissing, withoutVector.Count, Repaired: false));
        var incomplete = await IdsAsync(db, IntegritySql.IncompleteDocuments, cancellationToken);
        if (incomplete.Count > 0) findings.Add(new IndexFinding(IndexFault.ChunksMissing, incomplete.Count, Repaired: false));
        var searchable = db.Chunks.Where(c => c.Searchable);
        return new IntegrityReport(
            await searchable.CountAsync(cancellationToken), await searchable.Select(c => c.DocumentId).Distinct().CountAsync(cancellationToken),
            findings, [.. withoutVector.Union(incomplete)]);
    }

    private static async Task<IndexFinding?> DatabaseAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        var says = await db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check(5)").ToListAsync(cancellationToken);
        if (says is ["ok"]) return null;
        var detail = string.Join("; ", says);
        return new IndexFinding(IndexFault.DatabaseDamaged, says.Count, Repaired: false, detail[..Math.Min(detail.Length, MaxDetail)]);
    }

    private static async Task<IndexFinding?> RunAsync(RagDocsDbContext db, IntegritySql check, bool repair, CancellationToken cancellationToken)
    {
        var count = await db.Database.SqlQueryRaw<int>(check.Count).SingleAsync(cancellationToken);
        if (count == 0) return null;
        if (!repair) return new IndexFinding(check.Fault, count, Repaired: false);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var statement in check.Mend) await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IndexFinding(check.Fault, count, Repaired: true);
    }

    private static Task<List<long>> IdsAsync(RagDocsDbContext db, string sql, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>(sql).ToListAsync(cancellationToken);
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Integrity;

/// <summary>
/// Compares chunks, keyword rows and vectors with each other, in both directions. Chunk and keyword row are changed by one statement and
/// all of a document in one transaction, so a finding means a damaged disk, a foreign hand, or a fault of this program.
/// </summary>
public sealed class IndexIntegrity(IDbContextFactory<RagDocsDbContext> catalog)
{
    private const int MaxDetail = 200;

    /// <param name="repair">Mends what the catalog alone can mend, each fault in a transaction of its own; else only says.</param>
    public async Task<IntegrityReport> CheckAsync(bool repair, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var findings = new List<IndexFinding>();
        if (await DatabaseAsync(db, cancellationToken) is { } damage) findings.Add(damage);
        // Rows first: hiding a chunk deletes its keyword row, which must be there for that.
        foreach (var check in IntegritySql.Checks)
        {
            if (await RunAsync(db, check, repair, cancellationToken) is { } finding) findings.Add(finding);
        }

        if (await KeywordIndexAsync(db, repair, cancellationToken) is { } contradiction) findings.Add(contradiction);
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

    // FTS5 compares its own structures; it answers with an error when they contradict each other.
    private static async Task<IndexFinding?> KeywordIndexAsync(RagDocsDbContext db, bool repair, CancellationToken cancellationToken)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO chunk_text(chunk_text) VALUES ('integrity-check')", cancellationToken);
            return null;
        }
        catch (SqliteException damaged)
        {
            if (!repair) return new IndexFinding(IndexFault.KeywordIndexDamaged, 1, Repaired: false, damaged.Message);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            foreach (var statement in IntegritySql.WriteKeywordsAnew) await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new IndexFinding(IndexFault.KeywordIndexDamaged, 1, Repaired: true);
        }
    }

    private static Task<List<long>> IdsAsync(RagDocsDbContext db, string sql, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>(sql).ToListAsync(cancellationToken);
}

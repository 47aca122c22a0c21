using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Generations;

/// <summary>Makes a filled generation the one that is searched, in one transaction, and clears away what it replaced.</summary>
/// <param name="prepare">Makes the search index ready for it before; null when nothing searches here.</param>
/// <param name="gate">Null lets everything pass.</param>
public sealed class GenerationSwitch(
    IDbContextFactory<RagDocsDbContext> catalog, TimeProvider time, GenerationPreparation? prepare = null, GenerationGate? gate = null)
{
    /// <summary>Chunks deleted in one transaction, so that other writers need not wait long.</summary>
    private const int DroppedAtOnce = 500;

    // One statement each: a search that began before sees all of the old, one that begins after all of the new.
    private const string Hide = """UPDATE "Chunks" SET "Searchable" = 0 WHERE "Searchable" AND "GenerationId" <> {0}""";

    private const string Show = """
        UPDATE "Chunks" SET "Searchable" = 1, "CollectionId" = (SELECT "CollectionId" FROM "Documents" WHERE "Documents"."Id" = "Chunks"."DocumentId")
        WHERE "GenerationId" = {0} AND "VersionId" IN (SELECT "CurrentVersionId" FROM "Documents" WHERE "RemovedAt" IS NULL)
        """;

    private const string Count = """
        UPDATE "DocumentVersions" SET "ChunkCount" =
            (SELECT count(*) FROM "Chunks" WHERE "Chunks"."VersionId" = "DocumentVersions"."Id" AND "Chunks"."GenerationId" = {0})
        WHERE "ChunkCount" > 0 AND "Id" IN (SELECT "CurrentVersionId" FROM "Documents")
        """;

    /// <summary>Switches to the generation, if it is complete and the gate lets it pass.</summary>
    /// <exception cref="GenerationSwitchRefusedException">It does not hold all documents, is not being built, or the gate refused it.</exception>
    public Task SwitchAsync(long generationId, CancellationToken cancellationToken) => SwitchAsync(generationId, overrule: false, cancellationToken);

    /// <summary>Switches to the generation, if it is complete and the gate lets it pass or is overruled.</summary>
    /// <param name="overrule">True when a person wants it used whatever the gate says; the gate is not asked then.</param>
    /// <exception cref="GenerationSwitchRefusedException">It does not hold all documents, is not being built, or the gate refused it.</exception>
    public async Task SwitchAsync(long generationId, bool overrule, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await RefuseUnlessReadyAsync(db, generationId, cancellationToken);
        if (prepare is not null) await prepare(generationId, cancellationToken);
        if (gate is not null && !overrule)
        {
            var candidate = await db.IndexGenerations.AsNoTracking().SingleAsync(g => g.Id == generationId, cancellationToken);
            if (await gate(candidate, cancellationToken) is { } objection) throw new GenerationSwitchRefusedException(objection) { ByGate = true };
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RefuseUnlessReadyAsync(db, generationId, cancellationToken);
        await db.Database.ExecuteSqlRawAsync(Hide, [generationId], cancellationToken);
        await db.Database.ExecuteSqlRawAsync(Show, [generationId], cancellationToken);
        await db.Database.ExecuteSqlRawAsync(Count, [generationId], cancellationToken);
        var documents = await GenerationWriter.Wanted(db).CountAsync(cancellationToken);
        await db.IndexGenerations.Where(g => g.State == GenerationState.Active)
            .ExecuteUpdateAsync(g => g.SetProperty(x => x.State, GenerationState.Retired), cancellationToken);
        await db.IndexGenerations.Where(g => g.Id == generationId).ExecuteUpdateAsync(
            g => g.SetProperty(x => x.State, GenerationState.Active).SetProperty(x => x.ActivatedAt, time.GetUtcNow())
                .SetProperty(x => x.Documents, documents).SetProperty(x => x.Done, documents).SetProperty(x => x.Problem, (string?)null),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Keeps why a generation could not be finished. It goes on when a person resumes it.</summary>
    public async Task FailAsync(long generationId, string problem, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await db.IndexGenerations.Where(g => g.Id == generationId && g.State == GenerationState.Building).ExecuteUpdateAsync(
            g => g.SetProperty(x => x.State, GenerationState.Failed).SetProperty(x => x.Problem, problem), cancellationToken);
    }

    /// <summary>Keeps why a generation that is being built waits; null when it goes on.</summary>
    public async Task NoteAsync(long generationId, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await db.IndexGenerations.Where(g => g.Id == generationId && g.State == GenerationState.Building && g.Problem != problem)
            .ExecuteUpdateAsync(g => g.SetProperty(x => x.Problem, problem), cancellationToken);
    }

    /// <summary>Deletes what is left of retired and canceled generations but the chunks that citations name; those lose their vectors.</summary>
    public async Task DropRetiredAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var gone = await db.IndexGenerations.Where(g => g.State == GenerationState.Retired || g.State == GenerationState.Canceled).Select(g => g.Id)
            .ToListAsync(cancellationToken);
        // Chunks of versions that were superseded before stay with them; the generation's own end is what is cleared away here.
        var old = db.Chunks.Where(c => gone.Contains(c.GenerationId) && !c.Searchable);
        var uncited = old.Where(c => !db.Citations.Any(x => x.ChunkId == c.Id));
        while (gone.Count > 0 && await uncited.OrderBy(c => c.Id).Take(DroppedAtOnce).ExecuteDeleteAsync(cancellationToken) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (gone.Count > 0) await db.ChunkVectors.Where(v => old.Any(c => c.Id == v.ChunkId)).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task RefuseUnlessReadyAsync(RagDocsDbContext db, long generationId, CancellationToken cancellationToken)
    {
        if (!await db.IndexGenerations.AnyAsync(g => g.Id == generationId && g.State == GenerationState.Building, cancellationToken))
        {
            throw new GenerationSwitchRefusedException("The new index is paused, canceled or in use already. Resume it first.");
        }

        var missing = await GenerationWriter.Missing(db, generationId).CountAsync(cancellationToken);
        if (missing > 0) throw new GenerationSwitchRefusedException($"The new index lacks {missing} documents. It is used once they are in it.");
    }
}

/// <summary>The new index is not put in place of the old; the message says why, for people.</summary>
public sealed class GenerationSwitchRefusedException(string message) : Exception(message)
{
    /// <summary>True when its quality was refused, not its completeness.</summary>
    public bool ByGate { get; init; }
}

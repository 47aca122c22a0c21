using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Parts;

/// <summary>
/// Takes the files inside a file into the library as documents of their own, and removes those that are no longer in it. Every write
/// is bound to the container's lease, and a part with the same content is left as it is: the step can be repeated at any time.
/// </summary>
public sealed class PartIntake(
    IDbContextFactory<RagDocsDbContext> contexts, Originals originals, FileIntake intake, DocumentIndex index, IOptions<IngestOptions> options,
    TimeProvider time)
{
    /// <summary>Brings the parts of a container in step with what was found in it.</summary>
    /// <returns>What was left out and why, in words for people.</returns>
    /// <exception cref="LeaseLostException">The container is no longer this worker's; nothing more was changed.</exception>
    public async Task<IReadOnlyList<string>> TakeAsync(LeasedDocument container, IReadOnlyList<EmbeddedFile> found, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Documents.Where(d => d.ParentId == container.Id && d.RemovedAt == null).Select(d => new { d.Id, d.Path }).ToListAsync(cancellationToken);
        if (found.Count == 0 && known.Count == 0) return [];

        var problems = new PartProblems();
        var taken = new HashSet<long>();
        var budget = await PartBudget.OfAsync(db, container.Id, options.Value, cancellationToken);
        if (budget.IsTooDeep) problems.TooDeep(found.Count, options.Value.MaxPartDepth);
        else foreach (var file in PartNames.Checked(found, problems))
        {
            if (!budget.HasRoom(problems, file.Path)) break;
            if (await TakeAsync(container, file, budget, problems, cancellationToken) is { } id) taken.Add(id);
        }

        var vanished = known.Where(k => !taken.Contains(k.Id)).Select(k => k.Id).ToList();
        if (vanished.Count > 0) await index.RemovePartsAsync(container.Id, container.Owner, container.ContentHash, vanished, cancellationToken);
        return problems.Sentences();
    }

    private async Task<long?> TakeAsync(
        LeasedDocument container, EmbeddedFile file, PartBudget budget, PartProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = file.Open();
            var limit = Math.Min(options.Value.MaxFileBytes, budget.BytesLeft);
            var stored = await originals.AddAsync(new LengthLimitedStream(content, limit), cancellationToken);
            budget.Spend(stored.SizeBytes);
            if (await IsSameArchiveAsync(stored, file.Path, budget, cancellationToken))
            {
                problems.Add(file.Path, "it is the same archive as one beside it or around it");
                return null;
            }

            return await QueueAsync(container, file.Path, stored, problems, cancellationToken);
        }
        catch (FileTooLargeException)
        {
            problems.Add(file.Path, "it is larger than is taken");
        }
        catch (DocumentReadException unreadable)
        {
            problems.Add(file.Path, unreadable.Message.TrimEnd('.'));
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException)
        {
            problems.Add(file.Path, "it is damaged, or packed by a method that is not known");
        }

        return null;
    }

    // Two equal texts are two documents. Equal archives in an archive have one use: to unpack to more than anyone can count.
    private async Task<bool> IsSameArchiveAsync(StoredFile stored, string name, PartBudget budget, CancellationToken cancellationToken)
    {
        if (budget.Meet(stored.Hash)) return false;
        try
        {
            return await FileSignature.DetectAsync(originals.PathOf(stored.Hash), name, cancellationToken) == FileSignature.Zip;
        }
        catch (DocumentReadException)
        {
            return false;
        }
    }

    private async Task<long?> QueueAsync(
        LeasedDocument container, string name, StoredFile stored, PartProblems problems, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var parent = await db.Documents.Include(d => d.Run).AsNoTracking().SingleOrDefaultAsync(d => d.Id == container.Id, cancellationToken);
        if (parent is null || parent.LeaseOwner != container.Owner || parent.ContentHash != container.ContentHash) throw new LeaseLostException(container.Id);
        if (!DocumentPath.TryNormalize($"{parent.Path}/{name}", out var path, out var problem))
        {
            problems.Add(name, problem.TrimEnd('.'));
            return null;
        }

        var part = await db.Documents.SingleOrDefaultAsync(d => d.SourceId == parent.SourceId && d.Path == path, cancellationToken);
        if (part is { RemovedAt: null } && part.ParentId != parent.Id)
        {
            problems.Add(name, "a file of its own has this path already");
            return null;
        }

        if (part is { RemovedAt: null } && part.ContentHash == stored.Hash && !FileIntake.CanBeTriedAgain(part.State)) return part.Id;
        var outcome = part is null ? IntakeOutcome.Added : IntakeOutcome.Changed;
        part ??= db.Add(NewPart(parent, path)).Entity;
        intake.Enqueue(part, new ArrivedFile(path, stored, ModifiedAt: null), parent.RunId);
        part.ParentId = parent.Id;
        if (parent.Run is { State: RunState.Canceled }) part.State = DocumentState.Canceled;
        await db.SaveChangesAsync(cancellationToken);
        if (parent.RunId is { } run) await FileIntake.CountAsync(db, run, [outcome], queued: 1, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return part.Id;
    }

    private Document NewPart(Document parent, string path) => new()
    {
        CollectionId = parent.CollectionId, SourceId = parent.SourceId, Path = path, Title = path[(path.LastIndexOf('/') + 1)..], ContentHash = "",
        CreatedAt = time.GetUtcNow(),
    };
}

using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>
/// Content that is indexed already under another path is not read and embedded again: its chunks and vectors are copied. Only where
/// reading it again would give the same: the title, which every vector carries, must come out equal, and so must the kind of file by name.
/// </summary>
public sealed class IdenticalContent(IDbContextFactory<RagDocsDbContext> contexts, DocumentIndex index)
{
    private const int Candidates = 20;

    /// <summary>Copied at once, in memory; a longer document is made again from its kept text, piece by piece.</summary>
    private const int MaxChunks = 2_048;

    private readonly Dictionary<string, (SemaphoreSlim Turn, int Users)> _turns = new(StringComparer.Ordinal);

    /// <summary>One document of the same content at a time, so that the second finds what the first has read.</summary>
    internal async Task<IDisposable> WaitTurnAsync(string contentHash, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn;
        lock (_turns)
        {
            var (known, users) = _turns.GetValueOrDefault(contentHash);
            turn = known ?? new SemaphoreSlim(1, 1);
            _turns[contentHash] = (turn, users + 1);
        }

        try
        {
            await turn.WaitAsync(cancellationToken);
            return new Turn(() => Leave(contentHash, held: true));
        }
        catch
        {
            Leave(contentHash, held: false);
            throw;
        }
    }

    /// <summary>Indexes the document from another one of the same content.</summary>
    /// <returns>Null when there is none, or when it was read before: then a person wants it read anew.</returns>
    /// <exception cref="LeaseLostException">Another worker has taken the document over; nothing was written.</exception>
    internal async Task<IngestResult?> CopyAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        if (document.Work != WorkKind.Read) return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, document, cancellationToken) is not { } twin) return null;
        if (await ChunksAsync(db, twin.Version, cancellationToken) is not { } found) return null;
        var (chunks, generation) = found;
        var version = new NewVersion(
            document.Id, document.Owner, document.ContentHash, twin.Version.MediaType, twin.Title, twin.Version.Pages, twin.State, twin.Reason)
        {
            GenerationId = generation, ReviewBy = twin.ReviewBy is { } set && !ReviewDay.IsOfPerson(set) ? ReviewDay.Of(set) : null,
        };
        try
        {
            await index.ReplaceAsync(version, chunks, cancellationToken);
            return new IngestResult(twin.State, twin.Reason, twin.Version.Pages, chunks.Count, twin.Reason is { } reason ? [reason] : []);
        }
        catch (GenerationSwitchedException)
        {
            return null;
        }
    }

    private static async Task<Twin?> FindAsync(RagDocsDbContext db, LeasedDocument document, CancellationToken cancellationToken)
    {
        var hash = document.ContentHash;
        var twins = await (
            from d in db.Documents
            join v in db.DocumentVersions on d.CurrentVersionId equals v.Id
            where d.ContentHash == hash && d.Id != document.Id && d.RemovedAt == null
                && (d.State == DocumentState.Indexed || d.State == DocumentState.Partial)
                && v.ContentHash == hash && !v.Staged && v.ChunkCount <= MaxChunks
                // What was found inside it, and pictures read in its collection's languages, are not copied.
                && !v.PageProblems.Any() && !db.Documents.Any(part => part.ParentId == d.Id)
            orderby d.Id
            select new Twin(d.Path, d.Title, d.State, d.Reason, d.ReviewBy, v)).Take(Candidates).ToListAsync(cancellationToken);
        var twin = twins.Find(t => IsReadAlike(t, document.Path));
        var readBefore = twin is not null && await db.DocumentVersions.AnyAsync(v => v.DocumentId == document.Id && v.ContentHash == hash, cancellationToken);
        return readBefore ? null : twin;
    }

    // A title that is not made from the file's name stands in the content, and so is the same in both.
    private static bool IsReadAlike(Twin twin, string path)
    {
        var titleFromName = twin.Title == IngestPipeline.TitleOf(twin.Path);
        return (!titleFromName || IngestPipeline.TitleOf(path) == twin.Title)
            && string.Equals(Path.GetExtension(twin.Path), Path.GetExtension(path), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(IReadOnlyList<NewChunk> Chunks, long? Generation)?> ChunksAsync(RagDocsDbContext db, DocumentVersion version, CancellationToken cancellationToken)
    {
        var chunks = await db.Chunks.AsNoTracking().Include(c => c.Vector).Where(c => c.VersionId == version.Id && c.Searchable).OrderBy(c => c.Ordinal)
            .ToListAsync(cancellationToken);
        if (chunks.Count != version.ChunkCount || chunks.Exists(c => c.Vector is null)) return null;
        var copies = chunks.ConvertAll(c => new NewChunk(
            c.Text, c.HeadingPath, new Place(c.Page, c.Paragraph, c.Start, c.Length) { Cells = c.Cells }, WordBoxPacking.Unpack(c.WordBoxes),
            MemoryMarshal.Cast<byte, float>(c.Vector!.Values).ToArray()));
        return (copies, chunks.FirstOrDefault()?.GenerationId);
    }

    private void Leave(string contentHash, bool held)
    {
        lock (_turns)
        {
            var (turn, users) = _turns[contentHash];
            if (held) turn.Release();
            if (users == 1) _turns.Remove(contentHash);
            else _turns[contentHash] = (turn, users - 1);
        }
    }

    private sealed record Twin(string Path, string Title, DocumentState State, string? Reason, DateTimeOffset? ReviewBy, DocumentVersion Version);

    private sealed class Turn(Action left) : IDisposable
    {
        public void Dispose() => left();
    }
}

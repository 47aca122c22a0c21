using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// The segments of one index generation: mapped from its folder, with the newest changes in memory. Before a search it takes in what the
/// catalog's change lines say; what is damaged is read from the catalog again.
/// </summary>
internal sealed class GenerationSegments(
    IDbContextFactory<RagDocsDbContext> catalog, GenerationReader reader, SegmentStore store, SegmentTiers tiers, RetrievalOptions options, ILogger log) : IDisposable
{
    private const int Tries = 3;

    private readonly SemaphoreSlim _changing = new(1);
    private readonly SemaphoreSlim _writing = new(1);
    private volatile SegmentSet? _current;
    private long _written;

    /// <summary>Chunks that lie in no file yet.</summary>
    public int UnitsInMemory => _current?.Views.Where(view => view.Segment.Name is null).Sum(view => view.Segment.Units) ?? 0;

    /// <summary>True when this process is the one that writes its files.</summary>
    public bool MayWrite => store.IsWriter;

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        if (_current is { } seen && !await db.IndexChanges.AnyAsync(c => c.Id > seen.LastChange, cancellationToken)) return;
        await _changing.WaitAsync(cancellationToken);
        try
        {
            _current = await TakeChangesAsync(db, _current ?? await OpenAsync(db, cancellationToken), cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <exception cref="InvalidOperationException">It was not followed yet.</exception>
    public async Task<ChunkRankings> SearchAsync(ChunkQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var set = _current ?? throw new InvalidOperationException("The generation is searched before it was followed.");
            try
            {
                return await SegmentSearch.SearchAsync(set, query, options, cancellationToken);
            }
            catch (DamagedIndexException damaged) when (attempt < Tries)
            {
                await MendAsync(damaged, cancellationToken);
            }
        }
    }

    /// <summary>Writes what is in memory when it has become much, and merges segments; called now and then in the background.</summary>
    /// <param name="all">Write whatever is in memory.</param>
    public async Task WriteAsync(bool all, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_current is not { } current) return;
            var isMuch = UnitsInMemory >= tiers.MostInMemory;
            if (!store.IsWriter)
            {
                if (isMuch) await TakeOverWrittenAsync(cancellationToken);
                return;
            }

            var inMemory = current.Views.Where(view => view.Segment.Name is null).ToList();
            if (inMemory.Count > 0 && (all || isMuch)) await ReplaceAsync(current, inMemory, current.LastChange, cancellationToken);
            while (tiers.OnDisk(_current) is { Count: > 0 } mergeable) await ReplaceAsync(_current, mergeable, _written, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads every byte of the segments on disk; what is damaged is made anew from the catalog.</summary>
    /// <returns>Segments that were damaged.</returns>
    public async Task<int> VerifyAsync(CancellationToken cancellationToken)
    {
        var damaged = 0;
        foreach (var view in _current?.Views ?? [])
        {
            try
            {
                await Task.Run(() => view.Segment.Verify(cancellationToken), cancellationToken);
            }
            catch (DamagedIndexException problem)
            {
                damaged++;
                await MendAsync(problem, cancellationToken);
            }
        }

        return damaged;
    }

    /// <summary>Compares the index with the catalog, chunk by chunk, and its files with their checksums.</summary>
    /// <param name="repair">Documents that differ are read from the catalog again; damaged files are in any case.</param>
    public async Task<IReadOnlyList<IndexFinding>> CheckAsync(bool repair, CancellationToken cancellationToken)
    {
        await FollowAsync(cancellationToken);
        var findings = new List<IndexFinding>();
        if (await VerifyAsync(cancellationToken) is > 0 and var damaged) findings.Add(new IndexFinding(IndexFault.IndexFileDamaged, damaged, Repaired: true));
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await using var db = await catalog.CreateDbContextAsync(cancellationToken);
            var set = _current!;
            var differences = await IndexDifferences.FindAsync(db, set, cancellationToken);
            findings.AddRange(differences.Findings(repair));
            if (repair && differences.Documents.Count > 0) _current = set.With(await reader.ReadAsync(db, differences.Documents, cancellationToken), set.LastChange);
        }
        finally
        {
            _changing.Release();
        }

        return findings;
    }

    /// <summary>Lets another process write. Searches that are under way come to their end.</summary>
    public void Dispose() => store.Dispose();

    private async Task<SegmentSet> OpenAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        if (store.Open(reader.Generation, reader.Dimensions, out var damaged) is not { } set || await IsOfAnotherPastAsync(db, set.LastChange, cancellationToken))
        {
            return await BuildAsync(db, cancellationToken);
        }

        _written = set.LastChange;
        foreach (var table in damaged)
        {
            Log.SegmentDamaged(log, table.Count);
            set = set.With(await reader.ReadAsync(db, table.Ids.ToArray(), cancellationToken), set.LastChange);
        }

        return set;
    }

    /// <summary>Change lines are missing between the index and the catalog, or the catalog is an older one that was restored.</summary>
    private static async Task<bool> IsOfAnotherPastAsync(RagDocsDbContext db, long lastChange, CancellationToken cancellationToken) =>
        await IndexChangeLog.NewestAsync(db, cancellationToken) < lastChange || await IndexChangeLog.HasForgottenAsync(db, lastChange, cancellationToken);

    private async Task<SegmentSet> TakeChangesAsync(RagDocsDbContext db, SegmentSet known, CancellationToken cancellationToken)
    {
        var (last, documents) = await IndexChangeLog.SinceAsync(db, known.LastChange, cancellationToken);
        if (last == known.LastChange) return known;
        if (documents is null) return await BuildAsync(db, cancellationToken);
        var set = known.With(await reader.ReadAsync(db, documents, cancellationToken), last);
        return SegmentTiers.InMemory(set) is { Count: > 0 } small
            ? set.Replacing([.. small.Select(view => view.Segment)], SegmentMerger.InMemory(small, oldest: small.Count == set.Views.Count, cancellationToken))
            : set;
    }

    /// <summary>All of it from the catalog: at the first start, or when the files cannot be used.</summary>
    private async Task<SegmentSet> BuildAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        // The line is read first: a change that commits in between is taken in twice rather than never.
        var last = await IndexChangeLog.NewestAsync(db, cancellationToken);
        var set = new SegmentSet(reader.Generation, reader.Dimensions, last, []);
        await foreach (var segment in reader.AllAsync(db, tiers.BuiltAtOnce, cancellationToken))
        {
            // A small library is made again at every start: that takes no longer than reading it.
            var isSmall = set.Views.Count == 0 && segment.Units < tiers.BuiltAtOnce;
            set = set.With(isSmall || !store.IsWriter ? segment : store.Write([new SegmentView(segment)], oldest: false, cancellationToken)!, last);
        }

        if (store.IsWriter && set.Views.Any(view => view.Segment.Name is not null)) store.Publish(set, _written = last);
        Log.IndexBuilt(log, set.LivingUnits);
        return set;
    }

    private async Task ReplaceAsync(SegmentSet of, IReadOnlyList<SegmentView> views, long upTo, CancellationToken cancellationToken)
    {
        var sources = views.Select(view => view.Segment).ToList();
        var merged = await Task.Run(() => store.Write(views, oldest: of.Views[0] == views[0], cancellationToken), cancellationToken);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            // Made anew meanwhile: what was written is of no use, and the next cleaning takes it.
            if (_current is not { } current || sources.Exists(source => current.Views.All(view => view.Segment != source))) return;
            store.Publish(_current = current.Replacing(sources, merged), _written = upTo);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Another process writes the files: what it has written need not be held here as well.</summary>
    private async Task TakeOverWrittenAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_current is null || store.Open(reader.Generation, reader.Dimensions, out var damaged) is not { } written) return;
            if (damaged.Count > 0 || written.LastChange <= _written) return;
            await using var db = await catalog.CreateDbContextAsync(cancellationToken);
            if (await IsOfAnotherPastAsync(db, written.LastChange, cancellationToken)) return;
            _current = await TakeChangesAsync(db, written, cancellationToken);
            _written = written.LastChange;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task MendAsync(DamagedIndexException damaged, CancellationToken cancellationToken)
    {
        Log.IndexDamaged(log, damaged.Message);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_current is not { } current) return;
            // Its table was checked when it was opened: by it one knows what to read again.
            if (current.Views.FirstOrDefault(view => view.Segment.Name == Path.GetFileNameWithoutExtension(damaged.File)) is not { } spoilt) return;
            await using var db = await catalog.CreateDbContextAsync(cancellationToken);
            var again = await reader.ReadAsync(db, spoilt.Segment.Documents.Ids.ToArray(), cancellationToken);
            _current = (current with { Views = [.. current.Views.Where(view => view != spoilt)] }).With(again, current.LastChange);
        }
        finally
        {
            _changing.Release();
        }
    }
}

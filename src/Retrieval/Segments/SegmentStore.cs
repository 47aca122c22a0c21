using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// The segments on disk. One process at a time writes them, the one that holds the lock; others read what it has written and keep what came
/// since in memory.
/// </summary>
/// <param name="writing">See <see cref="SegmentFiles"/>.</param>
internal sealed class SegmentStore(string folder, Action? writing = null) : IDisposable
{
    private readonly SegmentFiles _files = new(folder, writing ?? (static () => { }));
    private FileStream? _lock;

    /// <summary>True once this process may write.</summary>
    public bool IsWriter => _lock is not null || TakeLock();

    /// <summary>What the manifest names, mapped; null when it is missing, of other rules or another generation, or too damaged to be mended.</summary>
    /// <param name="damaged">Tables of segments that are left out because they cannot be read; their documents are to be read again.</param>
    public SegmentSet? Open(long generation, int dimensions, out IReadOnlyList<SegmentDocuments> damaged)
    {
        damaged = [];
        for (var manifest = IndexManifest.Read(folder); manifest is not null;)
        {
            if (manifest.Generation != generation || manifest.Dimensions != dimensions || manifest.Analysis != AnalysisFingerprint.Current) return null;
            var set = Open(manifest, out damaged);
            if (set is not null && damaged.Count == 0) return set;
            // Files that are gone may have been replaced by the writer in this moment.
            var now = IndexManifest.Read(folder);
            if (now is null || now.LastChange == manifest.LastChange && now.Segments.SequenceEqual(manifest.Segments)) return set;
            manifest = now;
        }

        return null;
    }

    /// <summary>Writes neighbouring segments as one and maps it.</summary>
    /// <param name="oldest">See <see cref="SegmentMerger.Merge"/>.</param>
    /// <returns>Null when nothing of them is left.</returns>
    public Segment? Write(IReadOnlyList<SegmentView> views, bool oldest, CancellationToken cancellationToken)
    {
        var name = SegmentFiles.NewName();
        if (!SegmentMerger.Merge(views, oldest, ending => _files.Create(name, ending), cancellationToken)) return null;
        _files.Flush(name);
        return _files.Open(name, views[0].Segment.Vectors is not null);
    }

    /// <summary>Makes the set's segments on disk the index, and deletes all others.</summary>
    /// <param name="lastChange">Up to which the segments on disk know the catalog's changes.</param>
    public void Publish(SegmentSet set, long lastChange)
    {
        var names = set.Views.Select(view => view.Segment.Name).OfType<string>().ToList();
        writing?.Invoke();
        new IndexManifest(set.Generation, set.Dimensions, AnalysisFingerprint.Current, lastChange, names).Write(folder);
        _files.DropOthers(names.ToHashSet(StringComparer.Ordinal));
    }

    public void Dispose() => _lock?.Dispose();

    private SegmentSet? Open(IndexManifest manifest, out IReadOnlyList<SegmentDocuments> damaged)
    {
        var tables = new List<SegmentDocuments>();
        damaged = tables;
        var segments = new List<Segment>();
        foreach (var name in manifest.Segments)
        {
            try
            {
                segments.Add(_files.Open(name, manifest.Dimensions > 0));
            }
            catch (DamagedIndexException)
            {
                if (_files.TryReadDocuments(name) is not { } table) return null;
                tables.Add(table);
            }
        }

        return SegmentSet.Of(manifest.Generation, manifest.Dimensions, manifest.LastChange, segments);
    }

    private bool TakeLock()
    {
        try
        {
            Directory.CreateDirectory(folder);
            _lock = new FileStream(Path.Combine(folder, "index.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

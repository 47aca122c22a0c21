namespace RagDocs.Ingest.Sources;

/// <summary>
/// Compares a folder with the catalog: by size and time first, by SHA-256 where these differ. A path that lives on keeps its document; a
/// new path with the content of a vanished one is that document, moved.
/// </summary>
/// <param name="away">Documents a person has removed: their files are passed over until they change.</param>
/// <param name="hashed">Told how many files had to be read so far.</param>
internal sealed class FolderComparison(string folder, FolderContents contents, IReadOnlyList<KnownFile> known, IReadOnlyList<KnownFile> away, Action<int>? hashed)
{
    private readonly string _realFolder = FolderFile.RealPath(folder);
    private readonly Dictionary<string, KnownFile> _vanished = known.ToDictionary(k => k.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, KnownFile> _away = away.ToDictionary(k => k.Path, StringComparer.Ordinal);
    private readonly List<ListedFile> _added = [];
    private readonly List<ListedFile> _changed = [];
    private readonly List<KnownFile> _unchanged = [];
    private readonly List<MovedFile> _touched = [];
    private readonly List<SkippedFile> _skipped = [.. contents.Skipped];
    private int _hashed;

    public async Task<FolderChanges> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var file in contents.Files)
        {
            if (_vanished.Remove(file.Path, out var before)) await CompareAsync(file, before, cancellationToken);
            else if (!_away.TryGetValue(file.Path, out var removed) || await HasChangedAsync(file, removed, cancellationToken)) _added.Add(file);
        }

        KeepUnreadable();
        var moved = await MovesAsync(cancellationToken);
        return new FolderChanges(_added, _changed, moved, [.. _vanished.Values.OrderBy(k => k.Path, StringComparer.Ordinal)], _unchanged)
        {
            Skipped = _skipped, Touched = _touched,
        };
    }

    private async Task CompareAsync(ListedFile file, KnownFile before, CancellationToken cancellationToken)
    {
        if (file.SizeBytes != before.SizeBytes)
        {
            _changed.Add(file);
        }
        else if (file.ModifiedAt == before.ModifiedAt)
        {
            _unchanged.Add(before);
        }
        else if (await HashAsync(file, cancellationToken) is not { } hash)
        {
            _unchanged.Add(before);
        }
        else if (hash == before.ContentHash)
        {
            _unchanged.Add(before);
            _touched.Add(new MovedFile(before.DocumentId, before.Path, file));
        }
        else
        {
            _changed.Add(file);
        }
    }

    private async Task<bool> HasChangedAsync(ListedFile file, KnownFile removed, CancellationToken cancellationToken)
    {
        if (file.SizeBytes != removed.SizeBytes) return true;
        if (file.ModifiedAt == removed.ModifiedAt) return false;
        var hash = await HashAsync(file, cancellationToken);
        if (hash == removed.ContentHash) _touched.Add(new MovedFile(removed.DocumentId, removed.Path, file));
        return hash is not null && hash != removed.ContentHash;
    }

    // What lies below a folder that cannot be listed has not vanished: nothing is known about it.
    private void KeepUnreadable()
    {
        foreach (var (path, _) in contents.Skipped)
        {
            var hidden = path.EndsWith('/')
                ? _vanished.Values.Where(k => k.Path.StartsWith(path, StringComparison.Ordinal)).ToList()
                : [.. _vanished.Values.Where(k => k.Path == path)];
            foreach (var file in hidden) _vanished.Remove(file.Path);
            _unchanged.AddRange(hidden);
        }
    }

    private async Task<List<MovedFile>> MovesAsync(CancellationToken cancellationToken)
    {
        var sizes = _vanished.Values.Select(k => k.SizeBytes).ToHashSet();
        var candidates = new List<(ListedFile File, string Hash)>();
        foreach (var file in _added.Where(f => sizes.Contains(f.SizeBytes)).ToList())
        {
            if (await HashAsync(file, cancellationToken) is { } hash) candidates.Add((file, hash));
            else _added.Remove(file);
        }

        var moves = MoveMatching.Match(candidates, [.. _vanished.Values]);
        foreach (var move in moves) _vanished.Remove(move.From);
        var taken = moves.Select(m => m.To).ToHashSet();
        _added.RemoveAll(taken.Contains);
        return moves;
    }

    private async Task<string?> HashAsync(ListedFile file, CancellationToken cancellationToken)
    {
        try
        {
            hashed?.Invoke(++_hashed);
            return await FolderFile.HashAsync(_realFolder, file, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(file.Path, SkipReason.Of(unreadable)));
            return null;
        }
    }
}

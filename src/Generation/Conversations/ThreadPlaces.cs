namespace RagDocs.Generation.Conversations;

/// <summary>
/// The places of a conversation (pure). Questions asked again stand at the place of the one they replace; which version is shown is what nothing
/// else replaces, so that choosing another is a matter of who replaces whom.
/// </summary>
internal static class ThreadPlaces
{
    /// <summary>For each place, oldest first, the ids of its versions in the order in which they were asked, and the one that is shown.</summary>
    public static IReadOnlyList<ThreadPlace> Of(IEnumerable<(long Id, long? Replaces)> messages)
    {
        var all = messages.OrderBy(m => m.Id).ToList();
        var known = all.Select(m => m.Id).ToHashSet();
        var replacing = all.Where(m => m.Replaces is { } old && old != m.Id && known.Contains(old)).ToLookup(m => m.Replaces!.Value, m => m.Id);
        var places = new List<ThreadPlace>();
        foreach (var (first, _) in all.Where(m => m.Replaces is not { } old || !known.Contains(old)))
        {
            var versions = new List<long>();
            var waiting = new Queue<long>([first]);
            while (waiting.TryDequeue(out var id))
            {
                versions.Add(id);
                foreach (var next in replacing[id]) waiting.Enqueue(next);
            }

            places.Add(new ThreadPlace([.. versions.Order()], versions[^1]));
        }

        return [.. places.OrderBy(p => p.Versions[0])];
    }

    /// <summary>Who replaces whom when a version is to be shown: the others in their order, then it.</summary>
    public static IReadOnlyDictionary<long, long?> Showing(ThreadPlace place, long shown)
    {
        var links = new Dictionary<long, long?>();
        long? before = null;
        foreach (var id in place.Versions.Where(v => v != shown).Append(shown))
        {
            links[id] = before;
            before = id;
        }

        return links;
    }
}

/// <param name="Versions">Ids, oldest first; one where nothing was asked again.</param>
internal sealed record ThreadPlace(IReadOnlyList<long> Versions, long Shown);

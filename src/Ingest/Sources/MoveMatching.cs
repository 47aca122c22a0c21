namespace RagDocs.Ingest.Sources;

/// <summary>
/// Finds which new path each vanished document went to. Equal content decides; where several files have the same content, those whose
/// folders went the same way as others' are paired first, then those that kept their name or folder: a renamed folder keeps its
/// duplicates apart.
/// </summary>
internal static class MoveMatching
{
    private const int LargestGroup = 40_000;

    public static List<MovedFile> Match(IReadOnlyList<(ListedFile File, string Hash)> added, IReadOnlyList<KnownFile> vanished)
    {
        var before = vanished.GroupBy(k => k.ContentHash, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var groups = added.GroupBy(a => a.Hash, a => a.File, StringComparer.Ordinal).Where(g => before.ContainsKey(g.Key))
            .Select(g => (From: before[g.Key], To: g.ToList())).ToList();
        var moves = new List<MovedFile>();
        var ways = new Dictionary<(string, string), int>();
        foreach (var (from, to) in groups.Where(g => g.From.Count == 1 && g.To.Count == 1)) Pair(from[0], to[0]);
        foreach (var (from, to) in groups.Where(g => g.From.Count > 1 || g.To.Count > 1).OrderBy(g => g.From.Count * g.To.Count))
        {
            if ((long)from.Count * to.Count > LargestGroup)
            {
                // Thousands of equal files (empty ones, say): any pairing is as good as another, as long as it is the same every time.
                foreach (var (first, second) in from.OrderBy(f => f.Path, StringComparer.Ordinal).Zip(to.OrderBy(t => t.Path, StringComparer.Ordinal))) Pair(first, second);
                continue;
            }

            var pairs = from.SelectMany(f => to.Select(t => (From: f, To: t)))
                .OrderByDescending(p => Score(p.From.Path, p.To.Path, ways))
                .ThenBy(p => p.From.Path, StringComparer.Ordinal).ThenBy(p => p.To.Path, StringComparer.Ordinal).ToList();
            var (gone, used) = (new HashSet<KnownFile>(), new HashSet<ListedFile>());
            foreach (var pair in pairs)
            {
                if (gone.Contains(pair.From) || used.Contains(pair.To)) continue;
                gone.Add(pair.From);
                used.Add(pair.To);
                Pair(pair.From, pair.To);
            }
        }

        return moves;

        void Pair(KnownFile from, ListedFile to)
        {
            moves.Add(new MovedFile(from.DocumentId, from.Path, to));
            foreach (var way in Ways(from.Path, to.Path)) ways[way] = ways.GetValueOrDefault(way) + 1;
        }
    }

    private static int Score(string from, string to, Dictionary<(string, string), int> ways) =>
        (Ways(from, to).Any(ways.ContainsKey) ? 4 : 0) + (NameOf(from) == NameOf(to) ? 2 : 0) + (FolderOf(from) == FolderOf(to) ? 1 : 0);

    // "a/b/c.txt" to "x/b/c.txt": folder "a/b" went to "x/b", and "a" to "x".
    private static IEnumerable<(string From, string To)> Ways(string from, string to)
    {
        while (NameOf(from) == NameOf(to) && FolderOf(from) != FolderOf(to))
        {
            (from, to) = (FolderOf(from), FolderOf(to));
            yield return (from, to);
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";
}

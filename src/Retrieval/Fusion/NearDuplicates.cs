using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Fusion;

/// <summary>
/// Drops chunks that say what a better one says already: copies of a policy in two folders, a page's repeated boilerplate. Two texts
/// are near duplicates when their sets of three-word shingles agree (Broder 1997, resemblance).
/// </summary>
internal static class NearDuplicates
{
    private const int ShingleWords = 3;

    /// <param name="ranked">Best first; the better one of two duplicates stays.</param>
    /// <param name="threshold">Jaccard similarity from which on two texts are one; above 1 nothing is dropped.</param>
    public static IReadOnlyList<FoundChunk> Drop(IReadOnlyList<FoundChunk> ranked, double threshold)
    {
        var kept = new List<(FoundChunk Chunk, HashSet<int> Shingles)>();
        foreach (var chunk in ranked)
        {
            var shingles = Shingles(chunk.Text);
            if (!kept.Exists(other => Similarity(shingles, other.Shingles) >= threshold)) kept.Add((chunk, shingles));
        }

        return [.. kept.Select(k => k.Chunk)];
    }

    private static HashSet<int> Shingles(string text)
    {
        var words = FtsQuery.Words(text).Select(word => StringComparer.OrdinalIgnoreCase.GetHashCode(word)).ToArray();
        if (words.Length < ShingleWords) return [.. words];
        return [.. Enumerable.Range(0, words.Length - ShingleWords + 1).Select(i => HashCode.Combine(words[i], words[i + 1], words[i + 2]))];
    }

    private static double Similarity(HashSet<int> one, HashSet<int> other)
    {
        var (small, large) = one.Count < other.Count ? (one, other) : (other, one);
        // Texts of clearly different length cannot agree enough; this spares nearly every comparison.
        if (small.Count == 0 || small.Count < large.Count / 2) return 0;
        var shared = small.Count(large.Contains);
        return (double)shared / (one.Count + other.Count - shared);
    }
}

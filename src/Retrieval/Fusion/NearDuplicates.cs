using System.Text.RegularExpressions;

namespace RagDocs.Retrieval.Fusion;

/// <summary>
/// Drops chunks that say what a better one says already: copies of a policy in two folders, a page's repeated boilerplate. Two texts
/// are near duplicates when their sets of three-word shingles agree (Broder 1997, resemblance).
/// </summary>
/// <remarks>Two documents that differ in a number are no copies of each other: of an old and a new price list both are wanted. Looks at no more chunks than it is asked about.</remarks>
/// <param name="ranked">Best first; the better one of two duplicates stays.</param>
/// <param name="threshold">Jaccard similarity from which on two texts are one; above 1 nothing is dropped.</param>
internal sealed partial class NearDuplicates(IReadOnlyList<FoundChunk> ranked, double threshold)
{
    private const int ShingleWords = 3;

    private readonly List<bool> _isCopy = [];
    private readonly List<(ulong[] Shingles, FoundChunk Chunk)> _kept = [];

    /// <summary>The chunks that say something of their own.</summary>
    public static IReadOnlyList<FoundChunk> Drop(IReadOnlyList<FoundChunk> ranked, double threshold)
    {
        var duplicates = new NearDuplicates(ranked, threshold);
        return [.. ranked.Where((_, place) => !duplicates.IsCopy(place))];
    }

    /// <summary>True when a better chunk, that is no copy itself, says the same.</summary>
    /// <param name="place">In the ranking, counted from 0.</param>
    public bool IsCopy(int place)
    {
        while (_isCopy.Count <= place)
        {
            var chunk = ranked[_isCopy.Count];
            var shingles = threshold > 1 ? [] : Shingles(chunk.Text);
            _isCopy.Add(_kept.Exists(other => AreAlike(shingles, other.Shingles, threshold) && SayTheSame(chunk, other.Chunk)));
            if (!_isCopy[^1]) _kept.Add((shingles, chunk));
        }

        return _isCopy[place];
    }

    // Within one document a number that changes is a page's or a row's.
    private static bool SayTheSame(FoundChunk one, FoundChunk other) => one.DocumentId == other.DocumentId || Numbers(one.Text).SequenceEqual(Numbers(other.Text), StringComparer.Ordinal);

    private static IEnumerable<string> Numbers(string text) =>
        Number().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"(?<![\p{L}\d])\d+(?![\p{L}\d])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    /// <summary>Hashes of all runs of three words, sorted, each once. A text of fewer words is one shingle.</summary>
    private static ulong[] Shingles(string text)
    {
        var words = WordHashes(text);
        if (words.Count == 0) return [];
        var shingles = new ulong[Math.Max(1, words.Count - ShingleWords + 1)];
        for (var i = 0; i < shingles.Length; i++)
        {
            shingles[i] = Fnv.Start;
            for (var j = i; j < Math.Min(words.Count, i + ShingleWords); j++) shingles[i] = Fnv.Add(shingles[i], words[j]);
        }

        Array.Sort(shingles);
        var distinct = 1;
        for (var i = 1; i < shingles.Length; i++)
        {
            if (shingles[i] != shingles[distinct - 1]) shingles[distinct++] = shingles[i];
        }

        return shingles[..distinct];
    }

    private static List<ulong> WordHashes(string text)
    {
        var hashes = new List<ulong>();
        var hash = Fnv.Start;
        var inWord = false;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) hash = Fnv.Add(hash, char.ToLowerInvariant(c));
            else if (inWord)
            {
                hashes.Add(hash);
                hash = Fnv.Start;
            }

            inWord = char.IsLetterOrDigit(c);
        }

        if (inWord) hashes.Add(hash);
        return hashes;
    }

    private static bool AreAlike(ulong[] one, ulong[] other, double threshold)
    {
        // Sets of different size cannot agree enough; this spares nearly every comparison.
        if (Math.Min(one.Length, other.Length) < threshold * Math.Max(one.Length, other.Length)) return false;
        var shared = 0;
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            if (one[i] == other[j]) shared++;
            var step = one[i].CompareTo(other[j]);
            if (step <= 0) i++;
            if (step >= 0) j++;
        }

        var all = one.Length + other.Length - shared;
        return all > 0 && shared >= threshold * all;
    }

    /// <summary>The hash of Fowler, Noll and Vo (FNV-1a), the same in every process.</summary>
    private static class Fnv
    {
        public const ulong Start = 14695981039346656037;

        public static ulong Add(ulong hash, ulong value) => (hash ^ value) * 1099511628211;
    }
}

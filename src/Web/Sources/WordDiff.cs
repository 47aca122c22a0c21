namespace RagDocs.Web.Sources;

public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>Words that stand in both texts, only in the old, or only in the new one.</summary>
public sealed record DiffStretch(DiffKind Kind, string Text);

/// <summary>What changed between two short texts, word by word: the longest common subsequence (Hunt and McIlroy 1976) stays, the rest was removed or added.</summary>
internal static class WordDiff
{
    /// <summary>Longer texts are told as a whole: removed and added.</summary>
    private const int MostWords = 2_000;

    public static IReadOnlyList<DiffStretch> Between(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        if (old.Length > MostWords || now.Length > MostWords) return [new(DiffKind.Removed, before), new(DiffKind.Added, after)];
        var common = Lengths(old, now);
        var steps = new List<(DiffKind Kind, string Word)>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                steps.Add((DiffKind.Same, now[j]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                steps.Add((DiffKind.Removed, old[i++]));
            }
            else
            {
                steps.Add((DiffKind.Added, now[j++]));
            }
        }

        return Joined(steps);
    }

    /// <summary>Share of the words of both that they have in common, 0 to 1 (Dice 1945).</summary>
    public static double Likeness(string one, string other)
    {
        var (a, b) = (Words(one).GroupBy(w => w, StringComparer.OrdinalIgnoreCase), Words(other).ToLookup(w => w, StringComparer.OrdinalIgnoreCase));
        var (total, shared) = (0, 0);
        foreach (var word in a)
        {
            total += word.Count();
            shared += Math.Min(word.Count(), b[word.Key].Count());
        }

        total += b.Sum(word => word.Count());
        return total == 0 ? 0 : 2.0 * shared / total;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static int[,] Lengths(string[] old, string[] now)
    {
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }

    private static List<DiffStretch> Joined(List<(DiffKind Kind, string Word)> steps)
    {
        var stretches = new List<DiffStretch>();
        foreach (var (kind, word) in steps)
        {
            if (stretches.Count > 0 && stretches[^1].Kind == kind) stretches[^1] = stretches[^1] with { Text = $"{stretches[^1].Text} {word}" };
            else stretches.Add(new DiffStretch(kind, word));
        }

        return stretches;
    }
}

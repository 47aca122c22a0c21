namespace RagDocs.Retrieval.Lexical.Analysis.Stemming;

/// <summary>
/// Endings that are cut or exchanged, the longest that fits first. Written as <c>ending&gt;replacement/letters</c>: the replacement may be
/// left out, the figure is how many letters must stand before the ending.
/// </summary>
internal sealed class SuffixRules
{
    private const int Buckets = 64;

    private readonly record struct Rule(string Suffix, string Replacement, int LettersBefore);

    // By the last letter's low six bits, longest first: most words are done after a glance at a few rules.
    private readonly Rule[][] _byLastLetter;

    public SuffixRules(string rules)
    {
        var parsed = rules.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        _byLastLetter = [.. Enumerable.Range(0, Buckets).Select(bucket =>
            parsed.Where(rule => (rule.Suffix[^1] & (Buckets - 1)) == bucket).OrderByDescending(rule => rule.Suffix.Length).ToArray())];
    }

    /// <summary>Applies the first rule that fits; the word's new length. A replacement is never longer than its ending.</summary>
    public int Apply(Span<char> word, int length)
    {
        if (length < 2) return length;
        foreach (var rule in _byLastLetter[word[length - 1] & (Buckets - 1)])
        {
            var before = length - rule.Suffix.Length;
            if (before < rule.LettersBefore || !word[before..length].SequenceEqual(rule.Suffix)) continue;
            rule.Replacement.CopyTo(word[before..]);
            return before + rule.Replacement.Length;
        }

        return length;
    }

    private static Rule Parse(string rule)
    {
        var slash = rule.IndexOf('/', StringComparison.Ordinal);
        var arrow = rule.IndexOf('>', StringComparison.Ordinal);
        return new Rule(rule[..(arrow < 0 ? slash : arrow)], arrow < 0 ? "" : rule[(arrow + 1)..slash], rule[slash + 1] - '0');
    }
}

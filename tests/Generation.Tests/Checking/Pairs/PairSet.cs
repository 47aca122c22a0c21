namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>300 sentences with their passages from one half of the development documents, the same ones for the same seed.</summary>
internal static class PairSet
{
    private delegate string? Maker(SourceText source, string sentence, Random random);

    private static readonly (string Kind, bool IsTrue, int Count, Maker Make)[] Kinds =
    [
        ("verbatim", true, 25, TrueSentences.Verbatim), ("joined", true, 25, TrueSentences.Joined), ("number format", true, 25, TrueSentences.NumberFormat),
        ("reordered", true, 25, TrueSentences.Reordered), ("reworded", true, 25, TrueSentences.Reworded), ("pronoun resolved", true, 12, TrueSentences.Resolved), ("shortened", true, 13, TrueSentences.Shortened),
        ("wrong number", false, 22, AlteredSentences.WrongNumber), ("wrong date", false, 22, AlteredSentences.WrongDate), ("swapped name", false, 20, AlteredSentences.SwappedName),
        ("exchanged names", false, 10, AlteredSentences.ExchangedNames), ("exchanged numbers", false, 8, AlteredSentences.ExchangedNumbers), ("negated", false, 24, AlteredSentences.Negated),
        ("turned", false, 14, AlteredSentences.Turned),
    ];

    /// <param name="half">0 or 1: which documents.</param>
    public static List<SentencePair> Make(string dataFolder, int half, int seed)
    {
        var random = new Random(seed);
        var sources = new[] { "handbook-18f", "xquad-en", "finance-pdf", "cranfield" }
            .Select(set => SourceText.Of(Path.Combine(dataFolder, set)).Where(s => Hash(s.Document) % 2 == half).ToArray()).Where(s => s.Length > 0).ToList();
        var pairs = new List<SentencePair>();
        foreach (var (kind, isTrue, count, make) in Kinds)
        {
            Fill(pairs, count, () =>
            {
                var source = Any(sources, random);
                var sentence = source.Sentences[random.Next(source.Sentences.Count)];
                return make(source, sentence, random) is { } made ? new SentencePair(kind, isTrue, made, source) : null;
            });
        }

        Fill(pairs, 15, () =>
        {
            var (source, other) = (Any(sources, random), Any(sources, random));
            return source.Document == other.Document ? null : new SentencePair("wrong citation", IsTrue: false, source.Sentences[0], other);
        });
        Fill(pairs, 15, () =>
        {
            var (source, other) = (Any(sources, random), Any(sources, random));
            return source.Document == other.Document ? null
                : new SentencePair("half supported", IsTrue: false, $"{source.Sentences[0].TrimEnd('.', ' ')}, and {other.Sentences[^1]}", source);
        });
        return pairs;
    }

    private static void Fill(List<SentencePair> pairs, int count, Func<SentencePair?> make)
    {
        for (var (made, tried) = (0, 0); made < count && tried < 200_000; tried++)
        {
            if (make() is not { } pair || pairs.Exists(p => p.Sentence == pair.Sentence)) continue;
            pairs.Add(pair);
            made++;
        }
    }

    // Handbook and encyclopedia twice as often as filings and abstracts.
    private static SourceText Any(List<SourceText[]> sources, Random random)
    {
        var pick = random.Next(6);
        var set = sources[Math.Min(pick < 4 ? pick / 2 : pick - 2, sources.Count - 1)];
        return set[random.Next(set.Length)];
    }

    private static int Hash(string text) => (int)(text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)) % 1000);
}

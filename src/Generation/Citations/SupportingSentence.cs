using RagDocs.Generation.Extractive;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Citations;

/// <summary>Finds the words of a passage that a written sentence rests on (pure).</summary>
internal static class SupportingSentence
{
    /// <summary>Numbers carry more of an answer than words do, names more than other words.</summary>
    private const double NumberWeight = 3, NameWeight = 1.5;

    /// <returns>
    /// The passage's sentence that shares most with the written one, verbatim; its first one when none shares a word (another language).
    /// Empty only for an empty passage.
    /// </returns>
    public static string Find(string passage, string written)
    {
        var wanted = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var term in Tokenizer.Split(written).Where(t => !t.IsStopWord)) wanted.TryAdd(term.Stem, Weight(term));
        var best = (Score: 0.0, Length: int.MaxValue, Text: "");
        foreach (var range in SentenceSplitter.Split(passage))
        {
            var sentence = range.Of(passage).ToString();
            var score = Tokenizer.Split(sentence).Select(t => t.Stem).Distinct(StringComparer.Ordinal).Sum(s => wanted.GetValueOrDefault(s));
            var isBetter = best.Text.Length == 0 || score > best.Score || score == best.Score && score > 0 && sentence.Length < best.Length;
            if (isBetter) best = (score, sentence.Length, sentence);
        }

        return best.Text;
    }

    private static double Weight(Term term) => term.IsNumber ? NumberWeight : term.LooksLikeName ? NameWeight : 1;
}

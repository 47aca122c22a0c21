using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>
/// BM25 (Robertson and Zaragoza 2009) as sparse vectors: a chunk's holds the part that depends on it alone, Qdrant's "idf" modifier
/// brings the part that depends on all of them. Title, headings and text are folded into one by their weights, as in BM25F.
/// </summary>
/// <param name="K1">How soon further occurrences stop counting.</param>
/// <param name="B">How much a chunk's length counts.</param>
internal sealed record TermWeighting(double K1, double B, double Title, double Heading, double Text)
{
    /// <summary>What a part of a word, and a word as other languages would cut it, count: less, because the word itself counts too.</summary>
    private const double Beside = 0.5;

    /// <summary>One line that changes whenever stored weights have to be made anew.</summary>
    public string Line => FormattableString.Invariant($"{AnalysisFingerprint.Current:x} k1={K1} b={B} title={Title} heading={Heading} text={Text}");

    public static TermWeighting Of(RetrievalOptions options) => new(options.Bm25K1, options.Bm25B, options.TitleWeight, options.HeadingWeight, options.TextWeight);

    /// <param name="analyzer">Set to the language of the chunk's document.</param>
    /// <param name="averageLength">See <see cref="LengthOf"/>.</param>
    /// <returns>Null for a chunk without words.</returns>
    public SparseVector? Of(Analyzer analyzer, ChunkContent chunk, double averageLength)
    {
        var terms = new TermFrequencies();
        var length = Read(analyzer, chunk, terms);
        if (terms.Frequencies.Count == 0) return null;
        var norm = K1 * (1 - B + (B * length / averageLength));
        return Vector(terms.Frequencies.Select(f => (f.Key, f.Value * (K1 + 1) / (f.Value + norm))));
    }

    /// <summary>Words of a chunk, those of each field times its weight.</summary>
    public double LengthOf(Analyzer analyzer, ChunkContent chunk) => Read(analyzer, chunk, new TermFrequencies());

    /// <param name="languages">Of the documents: each word is looked for as each of them cuts it.</param>
    /// <returns>Null for a question without words.</returns>
    public static SparseVector? OfQuestion(string question, LanguageSet languages)
    {
        var weights = new Dictionary<uint, double>();
        foreach (var word in QuestionAnalyzer.TellingWords(question, languages))
        {
            var share = word.Kind == TermKind.Word ? 1 : Beside;
            foreach (var term in word.Terms)
            {
                weights.TryAdd(TermFrequencies.IdOf(term.Span), share);
                share *= Beside;
            }
        }

        return weights.Count == 0 ? null : Vector(weights.Select(w => (w.Key, w.Value)));
    }

    private double Read(Analyzer analyzer, ChunkContent chunk, TermFrequencies terms) =>
        Read(analyzer, chunk.Title, Title, terms) + Read(analyzer, chunk.HeadingPath, Heading, terms) + Read(analyzer, chunk.Text, Text, terms);

    private static double Read(Analyzer analyzer, string field, double weight, TermFrequencies terms)
    {
        if (weight <= 0) return 0;
        terms.Weight = weight;
        return weight * analyzer.Analyze(field, 0, ref terms);
    }

    private static SparseVector Vector(IEnumerable<(uint Id, double Weight)> terms)
    {
        var ordered = terms.OrderBy(t => t.Id).ToList();
        return new SparseVector([.. ordered.Select(t => t.Id)], [.. ordered.Select(t => (float)t.Weight)]);
    }
}

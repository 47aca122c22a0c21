using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// How close each word of a text is to each word of the question, from 0 to 1: a cheap late interaction on word vectors
/// (the idea of ColBERT, Khattab and Zaharia 2020). Equal stems give 1 whatever the vectors say.
/// </summary>
internal sealed class WordSimilarity
{
    private const int ShortestBeginning = 5;
    private const double CommonShare = 0.7;
    private const float SameBeginning = 0.75f;

    private readonly IReadOnlyList<Term> _questionTerms;
    private readonly Dictionary<string, float[]> _byStem;

    private WordSimilarity(IReadOnlyList<Term> questionTerms, Dictionary<string, float[]> byStem)
    {
        _questionTerms = questionTerms;
        _byStem = byStem;
    }

    /// <summary>Similarity of each question term to the word with this stem; null when it is like none.</summary>
    public float[]? Of(string stem) => _byStem.GetValueOrDefault(stem);

    /// <param name="floor">Cosine that counts as 0; 1 counts as 1. Below it, static vectors only share a topic.</param>
    public static async Task<WordSimilarity> ComputeAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder, IReadOnlyList<Term> question, IEnumerable<Term> words, double floor,
        CancellationToken cancellationToken)
    {
        var surfaces = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var term in question.Concat(words)) surfaces.TryAdd(term.Stem, term.Text);
        var byStem = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var q = 0; q < question.Count; q++) byStem[question[q].Stem] = OneAt(q, question.Count);

        AddInflections(byStem, question, surfaces.Keys);
        var comparable = surfaces.Where(s => s.Key.Length > 2 && !char.IsAsciiDigit(s.Key[0])).ToList();
        var vectors = await embedder.GenerateAsync(comparable.Select(s => s.Value), options: null, cancellationToken);
        var ofQuestion = question.Select(t => comparable.FindIndex(c => c.Key == t.Stem)).ToArray();
        for (var i = 0; i < comparable.Count; i++)
        {
            for (var q = 0; q < question.Count; q++)
            {
                if (ofQuestion[q] < 0 || ofQuestion[q] == i) continue;
                var similarity = Clip(TensorPrimitives.CosineSimilarity(vectors[ofQuestion[q]].Vector.Span, vectors[i].Vector.Span), floor);
                if (similarity <= 0) continue;
                if (!byStem.TryGetValue(comparable[i].Key, out var row)) byStem[comparable[i].Key] = row = new float[question.Count];
                row[q] = Math.Max(row[q], similarity);
            }
        }

        return new WordSimilarity(question, byStem);
    }

    /// <summary>Best match of each question term among these words.</summary>
    public float[] BestMatches(IEnumerable<Term> words)
    {
        var best = new float[_questionTerms.Count];
        foreach (var word in words)
        {
            if (Of(word.Stem) is { } row) TensorPrimitives.Max(best, row, best);
        }

        return best;
    }

    /// <summary>
    /// Words with a long common beginning are taken for forms of one word: the only soft match for languages that the word vectors
    /// do not know, and enough for their endings.
    /// </summary>
    private static void AddInflections(Dictionary<string, float[]> byStem, IReadOnlyList<Term> question, IEnumerable<string> stems)
    {
        foreach (var stem in stems)
        {
            for (var q = 0; q < question.Count; q++)
            {
                var common = stem.AsSpan().CommonPrefixLength(question[q].Stem);
                var longer = Math.Max(stem.Length, question[q].Stem.Length);
                if (common < ShortestBeginning || common < CommonShare * longer || common == longer) continue;
                if (!byStem.TryGetValue(stem, out var row)) byStem[stem] = row = new float[question.Count];
                row[q] = Math.Max(row[q], SameBeginning);
            }
        }
    }

    // A zero vector (no known token) gives NaN, which is like nothing.
    private static float Clip(float cosine, double floor) => cosine > floor ? (float)((cosine - floor) / (1 - floor)) : 0;

    private static float[] OneAt(int index, int length)
    {
        var row = new float[length];
        row[index] = 1;
        return row;
    }
}

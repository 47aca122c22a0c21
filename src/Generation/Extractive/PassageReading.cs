using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using RagDocs.Generation.Sufficiency;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Extractive;

/// <summary>Passages read for one question: what of them could stand in an answer, and for each thing asked how well it answers it.</summary>
internal sealed class PassageReading
{
    private PassageReading(AnalyzedQuestion asked, WordSimilarity similarity, IReadOnlyList<AspectReading> aspects) =>
        (Asked, Similarity, Aspects) = (asked, similarity, aspects);

    public AnalyzedQuestion Asked { get; }

    public WordSimilarity Similarity { get; }

    public IReadOnlyList<AspectReading> Aspects { get; }

    /// <param name="embedder">Used word by word, a few hundred words a question: meant for the static model in process.</param>
    /// <returns>Null when the question names nothing to look for or the passages hold no text.</returns>
    public static async Task<PassageReading?> OfAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder, AnalyzedQuestion asked, string question, IReadOnlyList<Passage> passages,
        ExtractiveOptions options, CancellationToken cancellationToken)
    {
        var candidates = CandidateFinder.Find(passages);
        if (asked.Terms.Count == 0 || candidates.Count == 0) return null;
        var words = passages.SelectMany(p => Tokenizer.Split($"{p.Title} {p.HeadingPath} {p.Text}")).Where(t => !t.IsStopWord);
        var similarity = await WordSimilarity.ComputeAsync(embedder, asked.Terms, words, options.SimilarityFloor, cancellationToken);
        var scorer = new CandidateScorer(asked, passages, candidates, similarity, await MeaningsAsync(embedder, question, candidates, cancellationToken));
        var judge = new SufficiencyJudge(asked, passages, similarity);
        var aspects = new List<AspectReading>();
        ScoredCandidate? before = null;
        foreach (var aspect in asked.Aspects)
        {
            var ranking = OfThisPart(asked, aspect, scorer.Rank(aspect, before));
            var read = new AspectReading(aspect, ranking, judge.Support(aspect, ranking[0]), asked.OwnShare(aspect, ranking[0].Read));
            aspects.Add(read);
            if (read.Support >= options.MinimumSupport) before = ranking[0];
        }

        return new PassageReading(asked, similarity, aspects);
    }

    // What answers the other part best is not this part's answer when a text that holds this part's words is about as good.
    private static IReadOnlyList<ScoredCandidate> OfThisPart(AnalyzedQuestion asked, QuestionAspect aspect, IReadOnlyList<ScoredCandidate> ranking)
    {
        if (asked.Aspects.Count == 1 || AspectReading.SpeaksOf(asked, aspect, ranking[0])) return ranking;
        var better = ranking.FirstOrDefault(c => AspectReading.SpeaksOf(asked, aspect, c));
        return better is null || better.Score < AboutAsGood * ranking[0].Score ? ranking : [better, .. ranking.Where(c => c != better)];
    }

    private const double AboutAsGood = 0.6;

    private static async Task<List<float>> MeaningsAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder, string question, List<Candidate> candidates, CancellationToken cancellationToken)
    {
        var vectors = await embedder.GenerateAsync([question, .. candidates.Select(c => c.Text)], options: null, cancellationToken);
        return [.. vectors.Skip(1).Select(v => TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, v.Vector.Span)).Select(c => c > 0 ? c : 0)];
    }
}

/// <summary>What the passages hold for one thing that is asked.</summary>
/// <param name="Ranking">Candidates, best first.</param>
/// <param name="Support">Chance that the best one answers it, 0 to 1.</param>
/// <param name="OwnShare">Share of the words that only this part of the question brings which the best one holds; 1 when it brings none.</param>
internal sealed record AspectReading(QuestionAspect Aspect, IReadOnlyList<ScoredCandidate> Ranking, double Support, double OwnShare)
{
    /// <summary>A part whose own words are held less than this is only touched by what answers the other one.</summary>
    private const double OwnWords = 0.3;

    /// <summary>What clearly shows the amount, time or length asked for need not repeat the words that ask for it.</summary>
    private const double ShowsTheFact = 0.9;

    /// <summary>Above this a part needs no second search.</summary>
    private const double ClearSupport = 0.6;
    private const double ClearWords = 0.6;

    /// <summary>Whether a text holds the part's own words, or the amount, length or time it asks for.</summary>
    public static bool SpeaksOf(AnalyzedQuestion asked, QuestionAspect aspect, ScoredCandidate text) =>
        asked.OwnShare(aspect, text.Read) >= OwnWords || (SufficiencySigns.IsFact(aspect.Kind) && text.KindFit >= ShowsTheFact);

    public bool IsAnswered(double minimumSupport) =>
        Support >= minimumSupport && (OwnShare >= OwnWords || (SufficiencySigns.IsFact(Aspect.Kind) && Ranking[0].KindFit >= ShowsTheFact));

    /// <summary>So well answered that searching for this part alone would find nothing better.</summary>
    public bool IsCovered => Support >= ClearSupport && OwnShare >= ClearWords && !(SufficiencySigns.IsFact(Aspect.Kind) && Ranking[0].KindFit < ShowsTheFact);
}

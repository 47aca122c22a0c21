using RagDocs.Generation.Extractive;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Sufficiency;

/// <summary>
/// Decides from the passages whether they answer a question at all: no single sign tells, so several are weighed by a logistic regression
/// (<see cref="SufficiencySigns"/>). docs/quality.md says on what the weights were chosen and how they did on what they were not chosen on.
/// </summary>
internal sealed class SufficiencyJudge(AnalyzedQuestion question, IReadOnlyList<Passage> passages, WordSimilarity similarity)
{
    /// <summary>Value where nobody knows: fewer passages than can be compared, or no ranks beside them.</summary>
    private const double UsualMargin = 0.25;
    private const double UsualAgreement = 0.5;

    /// <summary>Lighter words belong to the other side of a comparison.</summary>
    private const double OfOtherSide = 0.2;

    private const double OfThisAspect = 0.6;
    private const int ShortestWord = 3;

    private const int ComparedPassages = 3;
    private const int TopOfBoth = 3;

    /// <summary>Chance that the best candidate of an aspect answers it, 0 to 1.</summary>
    public double Support(QuestionAspect aspect, ScoredCandidate best) => Signs(aspect, best).Chance;

    public SufficiencySigns Signs(QuestionAspect aspect, ScoredCandidate best)
    {
        var passage = passages[best.Candidate.Passage];
        var words = similarity.BestMatches(Tokenizer.Split($"{passage.Title} {passage.Path} {passage.HeadingPath} {passage.Text}"));
        var names = 1.0;
        var yearMissing = false;
        for (var i = 0; i < question.Terms.Count; i++)
        {
            var term = question.Terms[i];
            if (aspect.Weights[i] < OfOtherSide) continue;
            if (term.IsYear) yearMissing |= words[i] < 1;
            else if (!term.IsNumber && term.LooksLikeName && term.Start > 0) names = Math.Min(names, words[i]);
        }

        var inPassage = CandidateScorer.Share(words, aspect.Weights);
        return new SufficiencySigns
        {
            Relevance = best.Relevance / CandidateScorer.Highest,
            Read = CandidateScorer.Share(best.Read, aspect.Weights),
            InPassage = inPassage,
            Coverage = passages.Max(p => p.Coverage) ?? inPassage,
            Meaning = best.Meaning,
            AskedKind = SufficiencySigns.IsFact(aspect.Kind) ? best.KindFit : SufficiencySigns.UsualKindFit,
            Naming = best.Naming,
            Margin = Margin(),
            Agreement = Agreement(),
            Names = names,
            YearMissing = yearMissing,
            PlainWords = PlainWords(aspect, words),
        };
    }

    private double PlainWords(QuestionAspect aspect, float[] words)
    {
        var plain = Enumerable.Range(0, question.Terms.Count).Where(i => aspect.Weights[i] >= OfThisAspect && IsPlain(question.Terms[i])).ToList();
        return plain.Count == 0 ? 1 : plain.Average(i => words[i]);
    }

    private static bool IsPlain(Term term) =>
        !term.IsNumber && term.Text.Length >= ShortestWord && !(term.LooksLikeName && term.Start > 0) && !FrameWords.Contains(term);

    // How far the best passage stands above the middle one: a question about nothing here finds ten passages that are alike.
    private double Margin() =>
        passages.Count < ComparedPassages || passages[0].Score <= 0 ? UsualMargin : 1 - (passages[passages.Count / 2].Score / passages[0].Score);

    private double Agreement() => (passages[0].KeywordRank, passages[0].VectorRank) switch
    {
        (null, null) => UsualAgreement,
        (<= TopOfBoth, <= TopOfBoth) => 1,
        _ => 0,
    };
}

using RagDocs.Retrieval;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Decides whether the best text answers a question at all. Support is a weighted sum of the text's score, the share of the question
/// found when it is read with its lead-in and headings, and the presence of names and years asked for. The weights are those of a logistic
/// regression on answerable questions against unanswerable ones (written so, or with the passage that answers taken away).
/// </summary>
internal sealed class SufficiencyJudge(AnalyzedQuestion question, IReadOnlyList<Passage> passages, WordSimilarity similarity)
{
    private const double ScoreWeight = 0.38;
    private const double ReadWeight = 0.54;
    private const double NameWeight = 0.08;

    /// <summary>A figure of another year is no answer: of 13 such cases in the development sets, 12 had to be refused.</summary>
    private const double MissingYear = 0.15;

    /// <summary>A sibling of what was asked for ("agent 7" for "agent 4") is no answer.</summary>
    private const double MissingIdentifier = 0.25;

    /// <summary>"How many" without a number, "when" without any time.</summary>
    private const double MissingKind = 0.06;

    /// <summary>Below this a word counts as not there.</summary>
    private const float Absent = 0.3f;

    private const int NamedWords = 3;

    /// <summary>How well the best candidate of an aspect is supported, about 0 to 1.</summary>
    public double Support(QuestionAspect aspect, ScoredCandidate best)
    {
        var passage = passages[best.Candidate.Passage];
        var inPassage = similarity.BestMatches(Tokenizer.Split($"{passage.Title} {passage.Path} {passage.HeadingPath} {passage.Text}"));
        var names = 1.0;
        var yearMissing = false;
        for (var i = 0; i < question.Terms.Count; i++)
        {
            var term = question.Terms[i];
            if (term.IsYear) yearMissing |= inPassage[i] < 1;
            else if (!term.IsNumber && term.LooksLikeName && term.Start > 0) names = Math.Min(names, inPassage[i]);
        }

        var read = CandidateScorer.Share(best.Read, aspect.Weights);
        return ScoreWeight * best.Relevance / CandidateScorer.Highest + ReadWeight * read + NameWeight * names
            - (yearMissing ? MissingYear : 0) - (best.KindFit <= 0 ? MissingKind : 0)
            - (best.Naming <= 0 ? MissingIdentifier : 0);
    }

    /// <summary>What was not found, in words for people.</summary>
    public string Missing()
    {
        var found = similarity.BestMatches(passages.SelectMany(p => Tokenizer.Split($"{p.Title} {p.HeadingPath} {p.Text}")));
        var absent = question.Terms
            .Where((t, i) => found[i] < Absent && question.Aspects.Any(a => a.Weights[i] >= 1))
            .Take(NamedWords)
            .Select(t => $"“{t.Text}”")
            .ToList();
        if (absent.Count > 0) return $"The passages found do not mention {string.Join(" or ", absent)}. The nearest places are listed.";

        var wanted = question.Aspects[0].Kind switch
        {
            AnswerKind.Amount => "no figure that fits the question",
            AnswerKind.Duration => "no length of time that fits the question",
            AnswerKind.Time => "no date or time that fits the question",
            AnswerKind.Person => "nobody who fits the question",
            AnswerKind.Place => "no place that fits the question",
            AnswerKind.Reason => "no reason for this",
            AnswerKind.Steps => "no instructions for this",
            _ => "no answer to it",
        };
        return $"The passages found touch on the question but hold {wanted}. The nearest places are listed.";
    }
}

using RagDocs.Retrieval;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Weighs candidates against one aspect of a question: how much of the question the text holds by itself and with what stands near it,
/// whether it shows the kind of thing asked for, how good its passage is, and how it is formed. Varying each weight by half moved the
/// scores of the development sets by less than their noise, so they are not options.
/// </summary>
internal sealed class CandidateScorer
{
    /// <summary>The score of a text that fulfils everything.</summary>
    public const double Highest = OwnWeight + NearWeight + KindWeight + RankWeight + MeaningWeight + PassageWeight;

    private const double OwnWeight = 0.5;
    private const double NearWeight = 0.5;
    private const double KindWeight = 0.3;
    private const double RankWeight = 0.25;
    private const double MeaningWeight = 0.25;
    private const double PassageWeight = 0.25;
    private const double NamingWeight = 0.6;
    private const double RankDecay = 0.35;

    // How much a word counts that stands not in the text itself but near it.
    private const float InContext = 0.8f;
    private const float InHeading = 0.7f;
    private const float InTitle = 0.5f;
    private const float InPassage = 0.35f;

    /// <summary>A whole list gathers the question's words from several items; where one fact is asked for, that is no evidence.</summary>
    private const double WholeListPenalty = 0.1;

    // Measured by adding each alone: on the samples answers rose from .64 to .68 by SubjectBonus and by FragmentPenalty; together to .72.
    private const double SubjectBonus = 0.25;
    private const double SpecialGroupPenalty = 0.15;
    private const double FragmentPenalty = 0.06;
    private const double NextBonus = 0.2;
    private const double SamePassageBonus = 0.08;

    /// <summary>Characters between a paragraph's end and the next one's begin.</summary>
    private const int ParagraphBreak = 3;

    /// <summary>A list whose lead-in, headings and title hold less of the question than this lists something else.</summary>
    private const double ForeignLeadIn = 0.1;
    private const double ForeignListPenalty = 0.15;

    private const double DanglingPenalty = 0.08;
    private const int ScrapTerms = 4;
    private const int FreeWords = 15;
    private const double WordPenalty = 0.006;
    private const double LongestPenalty = 0.2;

    private readonly AnalyzedQuestion _question;
    private readonly IReadOnlyList<ScoredCandidate> _candidates;
    private readonly double[] _rarity;
    private readonly double[] _standing;

    public CandidateScorer(
        AnalyzedQuestion question, IReadOnlyList<Passage> passages, IReadOnlyList<Candidate> candidates, WordSimilarity similarity,
        IReadOnlyList<float> meanings)
    {
        _question = question;
        _standing = Standing(passages);
        var headings = passages.Select(p => similarity.BestMatches(Tokenizer.Split(p.HeadingPath))).ToArray();
        var titles = passages.Select(p => similarity.BestMatches(Tokenizer.Split($"{p.Title} {p.Path}"))).ToArray();
        var texts = passages.Select(p => similarity.BestMatches(Tokenizer.Split(p.Text))).ToArray();
        var naming = new IdentifierMatcher(question.Identifiers, passages);
        _candidates = [.. candidates.Select((c, i) =>
            Match(c, similarity, naming, headings[c.Passage], titles[c.Passage], texts[c.Passage]) with { Meaning = meanings[i] })];
        _rarity = Rarity();
    }

    /// <param name="before">The best answer to the aspect before, which this one's may continue.</param>
    public IReadOnlyList<ScoredCandidate> Rank(QuestionAspect aspect, ScoredCandidate? before)
    {
        var weights = WeightsOf(aspect);
        return [.. _candidates.Select(c => GoOn(Score(c, aspect, weights), before)).OrderByDescending(c => c.Score)];
    }

    // What completes the thought stands behind it more often than elsewhere.
    private static ScoredCandidate GoOn(ScoredCandidate scored, ScoredCandidate? before)
    {
        if (before is null || before.Candidate.Passage != scored.Candidate.Passage) return scored;
        var gap = scored.Candidate.Start - before.Candidate.End;
        return scored with { Score = scored.Score + (gap is >= 0 and <= ParagraphBreak ? NextBonus : SamePassageBonus) };
    }

    /// <summary>Weighted mean of matches; 0 without weights.</summary>
    public static double Share(IReadOnlyList<float> matches, IReadOnlyList<double> weights)
    {
        double sum = 0, total = 0;
        for (var i = 0; i < matches.Count; i++)
        {
            sum += matches[i] * weights[i];
            total += weights[i];
        }

        return total > 0 ? sum / total : 0;
    }

    private static ScoredCandidate Match(
        Candidate candidate, WordSimilarity similarity, IdentifierMatcher naming, float[] heading, float[] title, float[] passage)
    {
        var terms = Tokenizer.Split(candidate.Text);
        var own = similarity.BestMatches(terms);
        var context = similarity.BestMatches(Tokenizer.Split(candidate.Context));
        var near = new float[own.Length];
        var read = new float[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            read[i] = Max(own[i], context[i], heading[i]);
            near[i] = Max(own[i], InContext * context[i], InHeading * heading[i], InTitle * title[i], InPassage * passage[i]);
        }

        var words = terms.Where(t => !t.IsStopWord).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        var leadIn = new float[own.Length];
        for (var i = 0; i < own.Length; i++) leadIn[i] = Max(context[i], heading[i], title[i]);
        return new ScoredCandidate(candidate, terms, own, near, read, naming.Match(candidate, terms), words)
        {
            LeadIn = leadIn, Subject = candidate.Shape == CandidateShape.Row ? TableRows.Subject(candidate, similarity) : 0,
            ForOthers = SpecialGroups.NamesOther(terms, similarity),
        };
    }

    /// <summary>How a passage's score in the search stands to the best one's.</summary>
    private static double[] Standing(IReadOnlyList<Passage> passages)
    {
        var best = passages.Max(p => p.Score);
        return [.. passages.Select(p => best > 0 ? Math.Max(0, p.Score / best) : 0)];
    }

    internal double[] WeightsOf(QuestionAspect aspect) => [.. aspect.Weights.Select((w, i) => w * _rarity[i])];

    private ScoredCandidate Score(ScoredCandidate scored, QuestionAspect aspect, double[] weights)
    {
        var candidate = scored.Candidate;
        var fit = AnswerKindMatcher.Fit(aspect, candidate.Text, scored.Terms, _question.Numbers, candidate.Shape == CandidateShape.List);
        if (candidate.IsFigures) fit = TableRows.Fit(aspect, candidate, fit);
        var score = OwnWeight * Share(scored.Matches, weights) + NearWeight * Share(scored.Nearby, weights) + KindWeight * fit
            + MeaningWeight * scored.Meaning + PassageWeight * _standing[candidate.Passage]
            + RankWeight / (1 + RankDecay * candidate.Passage) - Deformity(scored) - (NamingWeight * (1 - scored.Naming))
            - (candidate.Shape == CandidateShape.List && WantsOneFact(aspect.Kind) ? WholeListPenalty : 0);
        return scored with { Relevance = score, Score = score + Preference(scored, weights), KindFit = fit };
    }

    /// <summary>What makes one of several sufficient texts the better answer; it does not make an insufficient one sufficient.</summary>
    private static double Preference(ScoredCandidate scored, double[] weights)
    {
        var isListed = scored.Candidate.Shape is CandidateShape.List or CandidateShape.Item;
        return (SubjectBonus * scored.Subject)
            - (scored.ForOthers ? SpecialGroupPenalty : 0)
            - (IsCutOff(scored.Candidate) ? FragmentPenalty : 0)
            - (isListed && Share(scored.LeadIn, weights) < ForeignLeadIn ? ForeignListPenalty : 0);
    }

    // A sentence that a page or a column broke.
    private static bool IsCutOff(Candidate candidate) =>
        candidate.Shape == CandidateShape.Sentence && (char.IsLetterOrDigit(candidate.Quote[^1]) || candidate.Quote[^1] is ',' or ';');

    private static bool WantsOneFact(AnswerKind kind) =>
        kind is AnswerKind.Amount or AnswerKind.Duration or AnswerKind.Time or AnswerKind.Person or AnswerKind.Place;

    /// <summary>What makes a text a poor answer whatever it says: a question, an announcement, a scrap, great length, a heap of numbers.</summary>
    private static double Deformity(ScoredCandidate scored)
    {
        var end = scored.Candidate.Quote.AsSpan().TrimEnd();
        var penalty = Math.Clamp(WordPenalty * (scored.Words.Count - FreeWords), 0, LongestPenalty);
        if (scored.Candidate is { Dangling: true, Previous: null }) penalty += DanglingPenalty;
        if (end.Length > 0 && char.IsLower(end[0]) && scored.Candidate.Shape == CandidateShape.Sentence) penalty += DanglingPenalty;
        if (scored.Terms.Count < ScrapTerms) penalty += 0.2;

        // The cells of a table whose rows were lost, as in many PDF files.
        var mostlyNumbers = scored.Terms.Count(t => t.IsNumber) > scored.Terms.Count / 2;
        if (scored.Candidate.Shape == CandidateShape.Sentence && mostlyNumbers) penalty += 0.2;
        return penalty;
    }

    /// <summary>As in BM25, over candidates instead of documents; a word found nowhere is worth as much as one found once.</summary>
    private double[] Rarity()
    {
        var rarity = new double[_question.Terms.Count];
        for (var i = 0; i < rarity.Length; i++)
        {
            var found = Math.Max(1, _candidates.Count(c => c.Matches[i] >= 1));
            rarity[i] = Math.Log(1 + (_candidates.Count - found + 0.5) / (found + 0.5));
        }

        return rarity;
    }

    private static float Max(params ReadOnlySpan<float> values)
    {
        var max = 0f;
        foreach (var value in values) max = Math.Max(max, value);
        return max;
    }
}

using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Extractive;

/// <summary>Finds what is asked, with which words, by rules over the question's surface.</summary>
internal static class QuestionAnalyzer
{
    /// <summary>Characters; what follows is not read.</summary>
    private const int LongestQuestion = 4000;

    /// <summary>Words of a sentence that only tells the situation ("I have worked here for seven years.").</summary>
    private const double SituationWeight = 0.45;

    /// <summary>Words of another aspect of the same question: usually its subject.</summary>
    private const double OtherAspectWeight = 0.6;

    /// <summary>The same where a part names its own subject.</summary>
    private const double OtherSubjectWeight = 0.25;
    private const int OwnSubject = 2;

    private const double OtherSideWeight = 0.15;

    private const double FrameWeight = 0.35;

    /// <summary>Numbers but years: the same number stands in many texts, and often the asker's own ("60 dollars") is in none.</summary>
    private const double NumberWeight = 0.6;

    /// <summary>Words on how to answer ("Round to two decimals.").</summary>
    private const double InstructionWeight = 0.1;

    public static AnalyzedQuestion Analyze(string question)
    {
        var clauses = Clauses(question.Length > LongestQuestion ? question[..LongestQuestion] : question);
        var asked = clauses.Where(c => c.Asked).ToList();
        var terms = new List<Term>();
        var home = new List<(int Clause, double Weight)>();
        for (var i = 0; i < clauses.Count; i++)
        {
            foreach (var term in ContentTerms(clauses[i].Text))
            {
                if (terms.Exists(t => t.Stem == term.Stem)) continue;
                terms.Add(term);
                home.Add((i, FrameWords.Contains(term) || IsAside(clauses[i].Text, term) ? FrameWeight : term.IsNumber && !term.IsYear ? NumberWeight : 1));
            }
        }

        // "My scrubber shows E14. What does that mean?": what is asked has no words of its own, so the situation is the subject.
        var situation = asked.TrueForAll(c => !ContentTerms(c.Text).Any(t => !FrameWords.Contains(t))) ? 1 : SituationWeight;
        var aspects = asked.Select(clause => new QuestionAspect(
            QuestionPatterns.KindOf(clause.Text),
            QuestionPatterns.UnitOf(clause.Text),
            [.. home.Select((h, i) => h.Weight * (Names(clause, terms[i]) ? 1 : Share(clauses[h.Clause], clause, situation)))]) { Text = clause.Text }).ToList();
        if (aspects is [var only] && Comparison.Of(asked[0].Text, terms) is { } sides) aspects = [.. sides.Select(s => Side(only, s))];
        return new AnalyzedQuestion(terms, aspects, Identifier.In(question.Length > LongestQuestion ? question[..LongestQuestion] : question));
    }

    // "Block (formerly known as Square)", "(in USD millions)"
    private static bool IsAside(string clause, Term term) =>
        Any(QuestionPatterns.Aside().EnumerateMatches(clause), term.Start);

    private static bool Any(System.Text.RegularExpressions.Regex.ValueMatchEnumerator matches, int at)
    {
        foreach (var match in matches)
        {
            if (at >= match.Index && at < match.Index + match.Length) return true;
        }

        return false;
    }

    private static bool Names(Clause clause, Term term) => ContentTerms(clause.Text).Any(t => t.Stem == term.Stem);

    /// <summary>One side of a comparison: the other side's own words hardly count.</summary>
    private static QuestionAspect Side(QuestionAspect whole, ComparedSide side) => whole with
    {
        Kind = side.IsYear ? whole.Kind : AnswerKind.Any, Unit = side.IsYear ? whole.Unit : null, Text = side.Name, IsSide = true,
        Weights = [.. whole.Weights.Select((w, i) => side.IsOfOther[i] ? OtherSideWeight * w : w)],
    };

    private static double Share(Clause home, Clause aspect, double situation) =>
        home == aspect ? 1
        : home.Asked ? (StandsAlone(aspect.Text) ? OtherSubjectWeight : OtherAspectWeight)
        : QuestionPatterns.Instruction().IsMatch(home.Text) || QuestionPatterns.Source().IsMatch(home.Text) ? InstructionWeight
        : situation;

    private static bool StandsAlone(string clause) =>
        !FollowUps.FollowUpRules.Leans(clause) && ContentTerms(clause).Count(t => !t.IsNumber && !FrameWords.Contains(t)) >= OwnSubject;

    private static List<Clause> Clauses(string question)
    {
        var sentences = SentenceSplitter.Split(question).Select(s => question.Substring(s.Start, s.Length)).ToList();
        var anyMark = sentences.Exists(IsMarkedQuestion);
        var clauses = new List<Clause>();
        for (var i = 0; i < sentences.Count; i++)
        {
            var asked = anyMark ? IsMarkedQuestion(sentences[i]) : i == LastToAnswer(sentences);
            var preamble = asked ? QuestionPatterns.Preamble().Match(sentences[i]).Length : 0;
            if (preamble > 0) clauses.Add(new Clause(sentences[i][..preamble], Asked: false));
            var parts = asked ? QuestionPatterns.SecondQuestion().Split(sentences[i][preamble..]) : [sentences[i]];
            clauses.AddRange(parts.Where(p => ContentTerms(p).Any()).Select(p => new Clause(p.Trim(), asked)));
        }

        return clauses.Exists(c => c.Asked) ? clauses : [new Clause(question, Asked: true)];
    }

    // Without a question mark the last sentence asks, unless it only says how to answer.
    private static int LastToAnswer(List<string> sentences) =>
        Math.Max(0, sentences.FindLastIndex(s => !QuestionPatterns.Instruction().IsMatch(s)));

    private static bool IsMarkedQuestion(string sentence) => sentence[^1] is '?' or '？';

    private static IEnumerable<Term> ContentTerms(string clause)
    {
        var words = Tokenizer.Split(QuestionPatterns.MeasureWords().Replace(clause, m => new string(' ', m.Length)));
        return words.Where(t => !t.IsStopWord);
    }

    private sealed record Clause(string Text, bool Asked);
}

using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Warnings;

/// <summary>
/// Whether two figures are said of the same thing. Made to be right when it says yes: every telling word that only one of the two has may be
/// another case (a place, a group, a year, a product), so little of that is let through.
/// </summary>
/// <param name="question">Telling words of the question, stemmed: what both must speak of to be set against each other with fewer words in common.</param>
/// <param name="common">Stems that the found passages also write small: no names.</param>
internal sealed class SameSubject(IReadOnlySet<string> question, IReadOnlySet<string> common)
{
    /// <summary>Shared telling words from which two sentences speak of one thing.</summary>
    private const double LeastShared = 2;

    /// <summary>Enough when neither says anything besides, and it is all that was asked for.</summary>
    private const double LeastOfTheQuestion = 1;

    /// <summary>Share of its telling words that a sentence may have for itself.</summary>
    private const double OwnWords = 0.2, OwnWordsOfTheQuestion = 0.4;

    /// <summary>Share of the question that both must speak of for that.</summary>
    private const double OfTheQuestion = 0.75;

    private const double LightWeight = 0.25;

    /// <returns>How much the two have in common; 0 when they may speak of different things.</returns>
    public double Likeness(Claim first, Claim second)
    {
        if (first.Negated != second.Negated || first.Conditional != second.Conditional) return 0;
        var (own, others) = (Own(first, second), Own(second, first));
        if (own.Concat(others).Any(IsTelling)) return 0;
        if (!Holds(second, first) || !Holds(first, second)) return 0;
        var shared = Weight(first.Words.Where(w => second.Stems.Contains(w.Stem)).DistinctBy(w => w.Stem));
        var byContext = Weight(first.Words.Where(w => !second.Stems.Contains(w.Stem) && second.Unit.Passage.AboveStems.Contains(w.Stem)).DistinctBy(w => w.Stem))
            + Weight(second.Words.Where(w => !first.Stems.Contains(w.Stem) && first.Unit.Passage.AboveStems.Contains(w.Stem)).DistinctBy(w => w.Stem));
        var answers = AnswerTheQuestion(first, second);
        var bare = answers && !own.Concat(others).Any(w => !ClaimWords.IsLight(w));
        if (shared < 1 || shared + byContext < (bare ? LeastOfTheQuestion : LeastShared)) return 0;
        var (ownWeight, othersWeight) = (Weight(own), Weight(others));
        // A word for a word: breakfast and dinner, a week and a weekend.
        if (own.Exists(w => !ClaimWords.IsLight(w)) && others.Exists(w => !ClaimWords.IsLight(w))) return 0;
        var limit = bare ? 1 : answers ? OwnWordsOfTheQuestion : OwnWords;
        var all = shared + byContext;
        return ownWeight <= limit * (all + ownWeight) && othersWeight <= limit * (all + othersWeight) ? all / (all + ownWeight + othersWeight) : 0;
    }

    // A name, a group, a case: whatever only one of the two says of these makes it another matter.
    private bool IsTelling(CheckToken word) =>
        ClaimWords.IsCase(word) || (char.IsUpper(word.Text[0]) && !ClaimWords.IsLight(word) && !common.Contains(word.Stem));

    private static List<CheckToken> Own(Claim claim, Claim other) =>
        [.. claim.Words.Where(w => !other.Stems.Contains(w.Stem) && !other.Unit.Passage.AboveStems.Contains(w.Stem)).DistinctBy(w => w.Stem)];

    // Its other figures (a year, a number of nights) are said there too.
    private static bool Holds(Claim claim, Claim other) =>
        other.Others.All(figure => claim.Others.Any(f => Checking.Figures.FigureMatch.Says(f, figure)) || HoldsAbove(claim.Unit.Passage, figure));

    private static bool HoldsAbove(CheckedPassage passage, Checking.Figures.Figure figure) =>
        passage.Above.Any(t => t.Figure is not null && Checking.Figures.FigureMatch.Says(t.Figure, figure));

    private bool AnswerTheQuestion(Claim first, Claim second) =>
        question.Count > 0 && question.Count(stem => Speaks(first, stem) && Speaks(second, stem)) >= OfTheQuestion * question.Count;

    private static bool Speaks(Claim claim, string stem) => claim.Unit.Stems.Contains(stem) || claim.Stems.Contains(stem) || claim.Unit.Passage.AboveStems.Contains(stem);

    private static double Weight(IEnumerable<CheckToken> words) => words.Sum(w => ClaimWords.IsLight(w) ? LightWeight : 1);
}

using RagDocs.Generation.Checking.Comparing;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Languages;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking;

/// <summary>
/// Compares the sentences of an answer with the passages they cite: figures and names exactly after normalisation and in the same place, wording
/// by stems and word vectors, turns like not, only and at least. No language model takes part. A millisecond or two for a sentence.
/// </summary>
/// <param name="vectorOf">Unit vector of a word, at once; null to compare words by their stems only.</param>
public sealed class SentenceChecker(Func<string, float[]>? vectorOf = null)
{
    /// <summary>A shorter sentence does not tell its language for sure.</summary>
    private const int WordsThatTellALanguage = 6;

    private const double OfTheSourcesWords = 0.5;

    private readonly WordLikeness _likeness = new(vectorOf);

    /// <summary>Begins an answer.</summary>
    /// <param name="offered">All passages that were offered, in the order by which evidence names them.</param>
    public AnswerCheck Begin(IReadOnlyList<Passage> offered) => new(this, offered);

    internal PartVerdict Compare(string sentence, IReadOnlyList<CheckedPassage> cited)
    {
        var parts = SentenceSplitter.Split(sentence).Select(range => CandidateFinder.BulletMark().Replace(range.Of(sentence).ToString(), "")).ToList();
        var verdicts = parts.Select(text => ComparePart(text, cited)).ToList();
        if (verdicts.Count == 0) return new PartVerdict(SentenceVerdict.NotChecked, [], 1, Best: null);
        if (verdicts.Count == 1) return verdicts[0];
        // Parts count by their length: a lead-in of three words does not save a list.
        var carried = verdicts.Zip(parts).Sum(p => p.Second.Length * (p.First.Verdict switch { SentenceVerdict.Supported => 1, SentenceVerdict.Partly => 0.5, _ => 0.0 }));
        var verdict = verdicts.TrueForAll(v => v.Verdict == SentenceVerdict.Supported) ? SentenceVerdict.Supported
            : verdicts.TrueForAll(v => v.Verdict is SentenceVerdict.Supported or SentenceVerdict.NotChecked) ? SentenceVerdict.NotChecked
            : carried > 0.25 * parts.Sum(p => p.Length) ? SentenceVerdict.Partly : SentenceVerdict.Unsupported;
        return new PartVerdict(
            verdict, [.. verdicts.SelectMany(v => v.Findings).OrderByDescending(f => f.IsContradiction)], verdicts.Average(v => v.Coverage), verdicts.MaxBy(v => v.Coverage)!.Best);
    }

    private PartVerdict ComparePart(string text, IReadOnlyList<CheckedPassage> cited)
    {
        if (cited.Any(p => p.Holds(text))) return new PartVerdict(SentenceVerdict.Supported, [], 1, Best: null);
        var language = cited[0].Language;
        var alike = new PartComparison(CheckTokenizer.Split(text, language), language, cited, _likeness);
        if (OtherLanguage(text, cited[0], alike) is not { } own) return PartVerdict.Of(alike);
        var part = new PartComparison(CheckTokenizer.Split(text, own), own, cited, _likeness);
        var missing = FigureCheck.Find(part).Where(f => f.Kind == CheckFindingKind.NumberNotFound).ToList();
        return new PartVerdict(
            missing.Count > 0 ? SentenceVerdict.Unsupported : SentenceVerdict.NotChecked, [.. missing, new CheckFinding(CheckFindingKind.OtherLanguage, "")], 0, Best: null);
    }

    /// <returns>The sentence's language when it is clearly not its source's; else null.</returns>
    private static string? OtherLanguage(string text, CheckedPassage source, PartComparison alike)
    {
        if (source.Language == "en" && !IsEnglish(source.Text)) return null;
        var own = WordForms.LanguageOf(text);
        if (own == "en" && !IsEnglish(text)) own = QuestionLanguage.Detect(text)?.Code() ?? source.Language;
        if (own == source.Language) return null;
        // A short sentence tells its language less surely: one that is made of the source's words is in the source's.
        return alike.Written.Count >= WordsThatTellALanguage || QuestionLanguage.Detect(text)?.Code() == own && alike.Coverage < OfTheSourcesWords ? own : null;
    }

    // English is also what a text is called whose language is not clear.
    private static bool IsEnglish(string text) =>
        text.Split(' ').Count(w => WordForms.IsStopWord(WordForms.Fold(w), "en")) >= 2;
}

using RagDocs.Generation.Checking.Comparing;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;
using RagDocs.Generation.Extractive;
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
    /// <summary>A shorter sentence does not tell its language.</summary>
    private const int WordsThatTellALanguage = 6;

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
        var own = WordForms.LanguageOf(text);
        var written = CheckTokenizer.Split(text, language);
        if (own == language || own == "en" && !IsEnglish(text) || language == "en" && !IsEnglish(cited[0].Text) || written.Count < WordsThatTellALanguage) return PartVerdict.Of(new PartComparison(written, language, cited, _likeness));
        var part = new PartComparison(CheckTokenizer.Split(text, own), own, cited, _likeness);
        var missing = FigureCheck.Find(part).Where(f => f.Kind == CheckFindingKind.NumberNotFound).ToList();
        return new PartVerdict(
            missing.Count > 0 ? SentenceVerdict.Unsupported : SentenceVerdict.NotChecked, [.. missing, new CheckFinding(CheckFindingKind.OtherLanguage, "")], 0, Best: null);
    }

    // English is also what a text is called whose language is not clear.
    private static bool IsEnglish(string text) =>
        text.Split(' ').Count(w => WordForms.IsStopWord(WordForms.Fold(w), "en")) >= 2;
}

using System.Text.RegularExpressions;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Languages;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Suggestions;

/// <summary>Everything that could be asked of passages: of their headings, figures, definitions, lists and table rows (pure).</summary>
internal static partial class DraftFinder
{
    private const int LongestSentence = 300;

    /// <summary>Rows of one passage that are looked at: the others ask the same of other things.</summary>
    private const int MostRows = 8;

    /// <summary>Stop words that make a text English beyond doubt; a sheet or a table may have none.</summary>
    private const int TellingWords = 3;

    /// <param name="candidates">What <see cref="CandidateFinder"/> finds in the passages.</param>
    /// <param name="asked">The language of a text that does not tell its own.</param>
    public static IEnumerable<SuggestionDraft> Find(IReadOnlyList<Passage> passages, IReadOnlyList<Candidate> candidates, Language asked)
    {
        var evidence = new CaseEvidence(passages);
        var languages = passages.Select(p => LanguageOf(p, asked)).ToList();
        for (var i = 0; i < passages.Count; i++)
        {
            if (HeadingQuestions.Of(passages[i].HeadingPath, languages[i], evidence) is var (text, source)) yield return new SuggestionDraft(text, source, i, 0, passages[i].Text.Length);
            if (languages[i] is { } own && HeadingQuestions.Quoted(passages[i].HeadingPath, passages[i].Title, own) is { } quoted)
            {
                yield return new SuggestionDraft(quoted, SuggestionSource.QuotedHeading, i, 0, passages[i].Text.Length);
            }
        }

        var rows = candidates.Where(c => c.Shape == CandidateShape.Row).GroupBy(c => c.Passage).SelectMany(ofPassage => ofPassage.Take(MostRows));
        foreach (var candidate in candidates.Where(c => c.Shape != CandidateShape.Row).Concat(rows))
        {
            if (candidate.Dangling || languages[candidate.Passage] is not { } language) continue;
            foreach (var (text, source) in Of(candidate, language, evidence).Where(made => !Asker().IsMatch(made.Text) || NamesItsTopic(made.Text, passages[candidate.Passage]))) yield return new SuggestionDraft(text, source, candidate.Passage, candidate.Start, candidate.Quote.Length);
        }
    }

    private static IEnumerable<(string Text, SuggestionSource Source)> Of(Candidate candidate, Language language, CaseEvidence evidence)
    {
        if (candidate.Shape == CandidateShape.Row) return TableQuestions.Of(candidate.Cells, language, evidence).Select(text => (text, SuggestionSource.TableCell));
        if (candidate.Text.Length > LongestSentence && candidate.Shape != CandidateShape.List) return [];
        if (candidate.Shape == CandidateShape.List) return Made(ListQuestions.Of(candidate.Text.Split('\n')[0], language, evidence), SuggestionSource.List);
        if (TableQuestions.SheetRow(candidate.Text) is { Count: > 0 } cells) return TableQuestions.Of(cells, language, evidence).Select(text => (text, SuggestionSource.TableCell));
        // An item of a list is no sentence by itself.
        if (candidate.Shape != CandidateShape.Sentence) return [];
        var figure = language == Language.German ? GermanFigureQuestions.Of(candidate.Text, evidence) : FigureQuestions.Of(candidate.Text, evidence);
        return [.. Made(figure, SuggestionSource.Figure), .. Made(DefinitionQuestions.Of(candidate.Text, language, evidence), SuggestionSource.Definition)];
    }

    // "How many days can I use?" is understood below its heading only; with a word of the heading it says for what.
    private static bool NamesItsTopic(string text, Passage passage)
    {
        var topic = Tokenizer.Split($"{passage.Title} {passage.HeadingPath}").Where(t => !t.IsStopWord && !FrameWords.Contains(t)).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
        return Tokenizer.Split(text).Any(t => topic.Contains(t.Stem));
    }

    [GeneratedRegex(@"\b(I|we|ich|wir)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Asker();

    private static (string, SuggestionSource)[] Made(string? text, SuggestionSource source) => text is null ? [] : [(text, source)];

    private static Language? LanguageOf(Passage passage, Language asked) => WordForms.LanguageOf(passage.Text) switch
    {
        "de" => Language.German,
        "en" when asked == Language.English || passage.Text.Split(' ').Count(w => WordForms.IsStopWord(WordForms.Fold(w), "en")) >= TellingWords => Language.English,
        "en" => asked,
        _ => null,
    };
}

using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Lexical.Synonyms;

namespace RagDocs.Retrieval.Segments;

/// <summary>What a question asks of the words of an index: its telling words, what it has in quotation marks, and other names of what it names.</summary>
/// <param name="Words">To be looked for in whole documents as well.</param>
/// <param name="Quoted">Every unit must hold each of them; the index knows stems only, so that some hold them in another form.</param>
internal sealed record SegmentQuestion(
    IReadOnlyList<QuestionWord> Words, IReadOnlyList<QueryPhrase> Quoted, IReadOnlyList<Expansion> Expansions, KeywordQuery Keywords)
{
    /// <param name="allowed">What the asker may read, segment by segment.</param>
    public static SegmentQuestion Of(ChunkQuery query, SegmentSet set, IReadOnlyList<Allowed> allowed, double expansionWeight)
    {
        var words = QuestionAnalyzer.TellingWords(query.Text, set.Languages);
        var quoted = QuotedWords.In(query.Text).Select(range => PhraseOf(range.Of(query.Text).ToString(), set.Languages)).OfType<QueryPhrase>().ToList();
        var expansions = expansionWeight > 0 ? Expand(query.Text, set, allowed) : [];
        // What is quoted is a term, too: it may be made of words that tell nothing by themselves.
        IEnumerable<QueryTerm> terms =
        [
            .. words.Select(word => QuestionTerms.Of(word, query.Text)), .. quoted.Select(phrase => QueryTerm.Of(phrase, 1)),
            .. expansions.Select(expansion => TermOf(expansion, set.Languages, expansionWeight)).OfType<QueryTerm>(),
        ];
        return new SegmentQuestion(words, quoted, expansions, new KeywordQuery([.. terms], []));
    }

    private static IReadOnlyList<Expansion> Expand(string question, SegmentSet set, IReadOnlyList<Allowed> allowed)
    {
        if (set.Views.All(view => view.Segment.Documents.Abbreviations.Terms.Count == 0)) return [];
        var expander = new QuestionExpander(question, QuestionAnalyzer.Words(question, set.Languages));
        foreach (var (view, own) in set.Views.Zip(allowed)) expander.Look(view.Segment.Documents.Abbreviations, own.Documents);
        var quoted = QuotedWords.In(question);
        return [.. expander.Found().Where(e => !quoted.Any(range => range.Of(question).Contains(e.Asked, StringComparison.Ordinal)))];
    }

    private static QueryTerm? TermOf(Expansion expansion, LanguageSet languages, double weight) => PhraseOf(expansion.Also, languages) switch
    {
        null => null,
        { Words: [var only] } => new QueryTerm(only.Variants, weight),
        var phrase => QueryTerm.Of(phrase, weight),
    };

    private static QueryPhrase? PhraseOf(string text, LanguageSet languages)
    {
        var words = QuestionAnalyzer.Words(text, languages).Where(word => word.Kind == TermKind.Word).ToList();
        return words.Count == 0 ? null : new QueryPhrase([.. words.Select(word => new PhraseWord([.. word.Terms.Select(t => t.ToArray())], word.Position - words[0].Position))]);
    }
}

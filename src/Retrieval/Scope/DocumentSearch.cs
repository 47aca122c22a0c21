using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Scope;

/// <summary>Asks keyword parts whose units are whole documents, with two fields: all text, and file name with title.</summary>
internal static class DocumentSearch
{
    public const int TextField = 0;
    public const int NameField = 1;
    public const int Fields = 2;

    private const int MostDocuments = 500;

    /// <summary>A word in more names than this tells nothing apart.</summary>
    private const int MostNamed = 1000;

    private static readonly Bm25Options Text = new(0.9, [new FieldOptions(1, 0.4), new FieldOptions(1, 0)]);
    private static readonly Bm25Options Name = new(0.9, [new FieldOptions(0, 0), new FieldOptions(1, 0)]);

    /// <param name="documentOf">The id of the document that a unit is.</param>
    /// <exception cref="DamagedIndexException">A part cannot be read.</exception>
    public static DocumentRankings Search(
        IReadOnlyList<SearchedPart> parts, IReadOnlyList<QuestionWord> words, Func<FoundUnit, long> documentOf, CancellationToken cancellationToken)
    {
        using var pinned = new PinnedParts(parts);
        var statistics = CorpusStatistics.Of(pinned.Parts);
        var terms = words.Select(word => FoundTerm.Of(QuestionTerms.Of(word), pinned.Parts)).ToList();
        var byText = KeywordSearch.Search(parts, terms, [], Text, MostDocuments, statistics, cancellationToken);
        var names = new List<NamedWord>();
        foreach (var term in terms.Where(t => t.Frequency > 0))
        {
            var named = KeywordSearch.Search(parts, [term], [], Name, MostNamed + 1, statistics, cancellationToken);
            if (named.Count is > 0 and <= MostNamed) names.Add(new NamedWord(term.Term.Weight, term.Frequency, [.. named.Select(documentOf)]));
        }

        return new DocumentRankings([.. byText.Select(unit => new RankedDocument(documentOf(unit), unit.Score))], names, statistics.Units);
    }
}

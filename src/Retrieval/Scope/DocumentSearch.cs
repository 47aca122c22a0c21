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
        var statistics = CorpusStatistics.Of([.. parts.Select(part => part.Part)]);
        var byText = KeywordSearch.Search(parts, QuestionTerms.Of(words), Text, MostDocuments, cancellationToken, statistics);
        var names = new List<NamedWord>();
        foreach (var word in words)
        {
            var term = QuestionTerms.Of(word);
            var holding = term.Variants.Sum(variant => parts.Sum(part => (long)part.Part.DocumentFrequency(variant)));
            if (holding == 0) continue;
            var named = KeywordSearch.Search(parts, new KeywordQuery([term], []), Name, MostNamed + 1, cancellationToken, statistics);
            if (named.Count is > 0 and <= MostNamed) names.Add(new NamedWord(term.Weight, holding, [.. named.Select(documentOf)]));
        }

        return new DocumentRankings([.. byText.Select(unit => new RankedDocument(documentOf(unit), unit.Score))], names, statistics.Units);
    }
}

using System.Text;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>What to search for; made by code from analysed words, never parsed from a text.</summary>
/// <param name="Terms">A unit need hold one of them only; each that it holds adds to its score.</param>
/// <param name="Phrases">A unit must hold each of them; they add nothing to its score.</param>
internal sealed record KeywordQuery(IReadOnlyList<QueryTerm> Terms, IReadOnlyList<QueryPhrase> Phrases)
{
    public static KeywordQuery Of(params IEnumerable<string> terms) => new([.. terms.Select(term => QueryTerm.Of(term))], []);
}

/// <summary>One thing asked for, in one or several forms: the stems of several languages, a word and its parts.</summary>
/// <param name="Variants">UTF-8. Any of them counts as an occurrence of the one term.</param>
/// <param name="Weight">Share in the score: 1 for a word of the question, less for one that feedback added.</param>
/// <param name="IsPrefix">Each variant stands for all terms that begin with it, as many as <see cref="KeywordSearch.MostExpansions"/>.</param>
internal sealed record QueryTerm(IReadOnlyList<byte[]> Variants, double Weight = 1, bool IsPrefix = false)
{
    /// <summary>Of a prefix: further variants that stand for themselves.</summary>
    public IReadOnlyList<byte[]> Whole { get; init; } = [];

    /// <summary>Set: words that count as one term where they stand together; there are no variants then.</summary>
    public QueryPhrase? Phrase { get; init; }

    public static QueryTerm Of(string term, double weight = 1) => new([Encoding.UTF8.GetBytes(term)], weight);

    public static QueryTerm Of(QueryPhrase phrase, double weight) => new([], weight) { Phrase = phrase };

    public static QueryTerm StartingWith(string prefix, double weight = 1) => new([Encoding.UTF8.GetBytes(prefix)], weight, IsPrefix: true);
}

/// <summary>Words that stand in this order in one field, with nothing between them but what <see cref="PhraseWord.Offset"/> leaves room for.</summary>
internal sealed record QueryPhrase(IReadOnlyList<PhraseWord> Words);

/// <param name="Variants">UTF-8; any of them may stand there.</param>
/// <param name="Offset">Positions behind the first word.</param>
internal readonly record struct PhraseWord(IReadOnlyList<byte[]> Variants, int Offset);

using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>A term of a query with what it is worth in the collection.</summary>
/// <param name="Variants">Prefixes replaced by the terms they stand for.</param>
internal sealed record ScoredTerm(IReadOnlyList<byte[]> Variants, TermScore Score)
{
    /// <inheritdoc cref="QueryTerm.Phrase"/>
    public QueryPhrase? Phrase { get; init; }

    /// <summary>Terms that no part holds, or that are worth nothing, are left out.</summary>
    public static IReadOnlyList<ScoredTerm> Of(IReadOnlyList<QueryTerm> terms, KeywordPart[] parts, Bm25Options options, CorpusStatistics statistics)
    {
        var worth = new List<(IReadOnlyList<byte[]> Variants, QueryPhrase? Phrase, double Most)>();
        foreach (var term in terms)
        {
            var variants = term.IsPrefix ? Expanded(term, parts) : term.Variants;
            var frequency = term.Phrase is { Words: var words } ? words.Min(word => Frequency(word.Variants, parts)) : Frequency(variants, parts);
            if (frequency > 0 && term.Weight > 0) worth.Add((variants, term.Phrase, term.Weight * statistics.InverseDocumentFrequency(frequency) * (options.K1 + 1)));
        }

        var scale = TermScore.Full / worth.Sum(term => term.Most);
        return [.. worth.Select(term => new ScoredTerm(term.Variants, new TermScore((float)(term.Most * scale), (float)options.K1)) { Phrase = term.Phrase })];
    }

    /// <summary>Its list in the part; null when no unit there holds it.</summary>
    public ScoredList? ListIn(KeywordPart part, FieldNorm[] norms)
    {
        if (Phrase is not null) return PhraseList.Of(part, Phrase, Score);
        var found = new List<PostingsReader>();
        foreach (var variant in Variants)
        {
            if (part.Dictionary.Find(variant) is { } entry) found.Add(new PostingsReader(part, entry, norms));
        }

        return found.Count switch
        {
            0 => null,
            1 => PackedList.Of(found[0], norms, Score),
            _ => UnionList.Of(found, part.Units, norms, Score),
        };
    }

    // The variants of a term seldom meet in one unit; counting each by itself spares reading the postings.
    private static long Frequency(IReadOnlyList<byte[]> variants, KeywordPart[] parts) =>
        variants.Sum(variant => parts.Sum(part => (long)part.DocumentFrequency(variant)));

    private static IReadOnlyList<byte[]> Expanded(QueryTerm term, KeywordPart[] parts)
    {
        var expanded = term.Variants.SelectMany(prefix => KeywordSearch.Expand(parts, prefix));
        return [.. expanded.Concat(term.Whole).DistinctBy(variant => new TermKey(variant))];
    }
}

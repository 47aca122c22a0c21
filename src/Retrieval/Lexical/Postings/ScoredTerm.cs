using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>A term of a query with what it is worth in the collection.</summary>
/// <param name="InParts">For each part the entries of its variants there, prefixes replaced by the terms they stand for. None for a phrase.</param>
internal sealed record ScoredTerm(TermEntry[][] InParts, TermScore Score)
{
    /// <inheritdoc cref="QueryTerm.Phrase"/>
    public QueryPhrase? Phrase { get; init; }

    /// <summary>Terms that no part holds, or that are worth nothing, are left out.</summary>
    public static IReadOnlyList<ScoredTerm> Of(IReadOnlyList<QueryTerm> terms, KeywordPart[] parts, Bm25Options options, CorpusStatistics statistics)
    {
        var worth = new List<(TermEntry[][] InParts, QueryPhrase? Phrase, double Most)>();
        foreach (var term in terms)
        {
            var found = term.Phrase is null ? Find(term.IsPrefix ? Expanded(term, parts) : term.Variants, parts) : [];
            var frequency = term.Phrase is { Words: var words } ? words.Min(word => Frequency(Find(word.Variants, parts))) : Frequency(found);
            if (frequency > 0 && term.Weight > 0) worth.Add((found, term.Phrase, term.Weight * statistics.InverseDocumentFrequency(frequency) * (options.K1 + 1)));
        }

        var scale = TermScore.Full / worth.Sum(term => term.Most);
        return [.. worth.Select(term => new ScoredTerm(term.InParts, new TermScore((float)(term.Most * scale), (float)options.K1)) { Phrase = term.Phrase })];
    }

    /// <summary>Its list in the part; null when no unit there holds it.</summary>
    /// <param name="number">Of the part, among those it was looked for in.</param>
    public ScoredList? ListIn(KeywordPart part, int number, FieldNorm[] norms)
    {
        if (Phrase is not null) return PhraseList.Of(part, Phrase, Score);
        var found = Array.ConvertAll(InParts[number], entry => new PostingsReader(part, entry, norms));
        return found.Length switch
        {
            0 => null,
            1 => PackedList.Of(found[0], norms, Score),
            _ => UnionList.Of(found, part.Units, norms, Score),
        };
    }

    private static TermEntry[][] Find(IReadOnlyList<byte[]> variants, KeywordPart[] parts) =>
        Array.ConvertAll(parts, part => variants.Select(variant => part.Find(variant)).OfType<TermEntry>().ToArray());

    // The variants of a term seldom meet in one unit; counting each by itself spares reading the postings.
    private static long Frequency(TermEntry[][] inParts) => inParts.Sum(entries => entries.Sum(entry => (long)entry.DocumentFrequency));

    private static IReadOnlyList<byte[]> Expanded(QueryTerm term, KeywordPart[] parts)
    {
        var expanded = term.Variants.SelectMany(prefix => KeywordSearch.Expand(parts, prefix));
        return [.. expanded.Concat(term.Whole).DistinctBy(variant => new TermKey(variant))];
    }
}

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>A term of a query with what it is worth in the collection.</summary>
/// <param name="Variants">Prefixes replaced by the terms they stand for.</param>
internal sealed record ScoredTerm(IReadOnlyList<byte[]> Variants, TermScore Score)
{
    /// <summary>Terms that no part holds, or that are worth nothing, are left out.</summary>
    public static IReadOnlyList<ScoredTerm> Of(IReadOnlyList<QueryTerm> terms, KeywordPart[] parts, Bm25Options options, CorpusStatistics statistics)
    {
        var worth = new List<(IReadOnlyList<byte[]> Variants, double Most)>();
        foreach (var term in terms)
        {
            var variants = term.IsPrefix ? [.. term.Variants.SelectMany(prefix => KeywordSearch.Expand(parts, prefix))] : term.Variants;
            // The variants of a term seldom meet in one unit; counting each by itself spares reading the postings.
            var frequency = variants.Sum(variant => parts.Sum(part => (long)part.DocumentFrequency(variant)));
            if (frequency > 0 && term.Weight > 0) worth.Add((variants, term.Weight * statistics.InverseDocumentFrequency(frequency) * (options.K1 + 1)));
        }

        var scale = TermScore.Full / worth.Sum(term => term.Most);
        return [.. worth.Select(term => new ScoredTerm(term.Variants, new TermScore((float)(term.Most * scale), (float)options.K1)))];
    }

    /// <summary>Its list in the part; null when no unit there holds it.</summary>
    public ScoredList? ListIn(KeywordPart part, FieldNorm[] norms)
    {
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
}

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>A term of a query with what it is worth in the collection.</summary>
/// <param name="InParts">For each part the entries of its variants there, prefixes replaced by the terms they stand for. None for a phrase.</param>
internal sealed record ScoredTerm(TermEntry[][] InParts, TermScore Score)
{
    /// <inheritdoc cref="QueryTerm.Phrase"/>
    public QueryPhrase? Phrase { get; init; }

    /// <summary>Terms that no part holds, or that are worth nothing, are left out.</summary>
    public static IReadOnlyList<ScoredTerm> Of(IReadOnlyList<FoundTerm> terms, Bm25Options options, CorpusStatistics statistics)
    {
        var worth = terms.Where(found => found.Frequency > 0 && found.Term.Weight > 0)
            .Select(found => (Found: found, Most: found.Term.Weight * statistics.InverseDocumentFrequency(found.Frequency) * (options.K1 + 1))).ToList();
        var scale = TermScore.Full / worth.Sum(term => term.Most);
        return [.. worth.Select(term => new ScoredTerm(term.Found.InParts, new TermScore((float)(term.Most * scale), (float)options.K1)) { Phrase = term.Found.Term.Phrase })];
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
}

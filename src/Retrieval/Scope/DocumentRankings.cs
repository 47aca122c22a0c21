namespace RagDocs.Retrieval.Scope;

/// <summary>A document that the question's words were found in.</summary>
/// <param name="Score">Higher is better; comparable within one search only.</param>
internal readonly record struct RankedDocument(long DocumentId, double Score);

/// <summary>A word of the question that stands in names of documents: in the file name or the title.</summary>
/// <param name="Weight">1 for a word, less for a part of one (2022 of FY2022).</param>
/// <param name="Holding">Documents that hold it anywhere.</param>
/// <param name="Documents">Those whose name holds it.</param>
internal sealed record NamedWord(double Weight, long Holding, IReadOnlyList<long> Documents);

/// <summary>What a keyword index over whole documents has to say to a question.</summary>
/// <param name="ByText">By BM25 over all their words, best first.</param>
/// <param name="Names">Words that stand in so many names that they tell nothing apart are left out.</param>
/// <param name="Count">Documents in the index.</param>
internal sealed record DocumentRankings(IReadOnlyList<RankedDocument> ByText, IReadOnlyList<NamedWord> Names, long Count)
{
    public static DocumentRankings None { get; } = new([], [], 0);
}

using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>An abbreviation as index terms, with the documents that say so.</summary>
/// <param name="ShortTerms">The words of the short form as the documents' words were analysed.</param>
/// <param name="Documents">Their numbers in the segment, ascending.</param>
internal sealed record DefinedTerm(Abbreviation Forms, IReadOnlyList<TermKey> ShortTerms, IReadOnlyList<TermKey> LongTerms, IReadOnlyList<int> Documents);

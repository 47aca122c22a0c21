namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>A short form and what it stands for, as a document writes them: PTO, Paid Time Off.</summary>
internal readonly record struct Abbreviation(string Short, string Long);

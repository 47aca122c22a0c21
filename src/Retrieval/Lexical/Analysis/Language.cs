namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// The language a document's words are analysed in. The numbers are stored in index files: add, never renumber. Words in Cyrillic letters
/// and scripts without spaces are told by their script, whatever the document's language; so Russian to Thai treat Latin words as English.
/// </summary>
internal enum Language : byte
{
    /// <summary>Also for text whose language is not known: its endings are the ones that do the least harm elsewhere.</summary>
    English = 0,
    German = 1,
    French = 2,
    Spanish = 3,
    Italian = 4,
    Portuguese = 5,
    Dutch = 6,
    Russian = 7,
    Chinese = 8,
    Japanese = 9,
    Korean = 10,
    Thai = 11,
}

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>Why a term stands in the index. Only <see cref="Word"/> counts for a text's length; the others ride on a word's position.</summary>
internal enum TermKind : byte
{
    /// <summary>A word, a number, a pair of characters.</summary>
    Word,

    /// <summary>The whole of a joined code, without its joints: ISO-9001 as iso9001, beside the words iso and 9001.</summary>
    Joined,

    /// <summary>A part of a word: antrag of Urlaubsantrag, 2022 of FY2022.</summary>
    Part,

    /// <summary>The word as it is also spelled: mueller for Müller.</summary>
    Spelling,
}

namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>A word of a question and the terms that it may stand as in the index.</summary>
/// <param name="Text">As written in the question.</param>
/// <param name="Kind">What to make of it in ranking: a whole code or a part counts beside its word, so for less.</param>
/// <param name="Position">Of the word, for phrases; the parts and the whole of a code share their first word's.</param>
/// <param name="Start">Of the word in the question, in characters.</param>
/// <param name="IsStopWord">Says how it is asked, not what about.</param>
/// <param name="Terms">
/// Different terms of the one word, UTF-8, likeliest language first: other languages' stems and other spellings. To be scored as one word
/// (postings joined), not as several.
/// </param>
internal sealed record QuestionWord(string Text, TermKind Kind, int Position, int Start, bool IsStopWord, IReadOnlyList<ReadOnlyMemory<byte>> Terms);

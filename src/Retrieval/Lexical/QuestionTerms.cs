using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;

namespace RagDocs.Retrieval.Lexical;

/// <summary>Makes terms to search for of a question's words.</summary>
internal static class QuestionTerms
{
    /// <summary>A whole code or a part of a word stands beside its word, so both together count little more than one.</summary>
    private const double BesideItsWord = 0.5;

    public static KeywordQuery Of(IReadOnlyList<QuestionWord> words) => new([.. words.Select(Of)], []);

    public static QueryTerm Of(QuestionWord word) =>
        new([.. word.Terms.Select(term => term.ToArray())], word.Kind == TermKind.Word ? 1 : BesideItsWord);
}

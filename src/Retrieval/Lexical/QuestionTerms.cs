using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;

namespace RagDocs.Retrieval.Lexical;

/// <summary>Makes terms to search for of a question's words.</summary>
internal static class QuestionTerms
{
    /// <summary>A whole code or a part of a word stands beside its word, so both together count little more than one.</summary>
    private const double BesideItsWord = 0.5;

    /// <summary>Letters before a star, at least.</summary>
    private const int ShortestPrefix = 3;

    /// <summary>Letters that cutting an ending may take away from what stands before a star, and that must be left.</summary>
    private const int LongestCut = 3;

    private const int LeastLeft = 4;

    public static KeywordQuery Of(IReadOnlyList<QuestionWord> words) => new([.. words.Select(Of)], []);

    public static QueryTerm Of(QuestionWord word) =>
        new([.. word.Terms.Select(term => term.ToArray())], word.Kind == TermKind.Word ? 1 : BesideItsWord);

    /// <summary>The same, where a star behind the word stands for its rest.</summary>
    public static QueryTerm Of(QuestionWord word, string question)
    {
        var plain = Of(word);
        var end = word.Start + word.Text.Length;
        if (word.Kind != TermKind.Word || word.Text.Length < ShortestPrefix || end >= question.Length || question[end] != '*') return plain;
        if (end + 1 < question.Length && (question[end + 1] == '*' || char.IsLetterOrDigit(question[end + 1]))) return plain;
        var prefix = string.Concat(word.Text.Select(Folding.Of));
        // The index holds stems: applica* must find the application that stands there as applic.
        var stems = Enumerable.Range(1, LongestCut).Where(cut => prefix.Length - cut >= LeastLeft).Select(cut => Encoding.UTF8.GetBytes(prefix[..^cut]));
        return QueryTerm.StartingWith(prefix) with { Whole = [.. plain.Variants, .. stems] };
    }
}

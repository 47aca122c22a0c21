using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Lexical;

/// <summary>The stretches of a question that stand in quotation marks. A mark without its partner is plain text, and so is 24" or it's.</summary>
internal static class QuotedWords
{
    private const int Most = 8;
    private const int LongestStretch = 200;

    /// <returns>Without the marks, in the order of the question.</returns>
    public static IReadOnlyList<TextRange> In(string question)
    {
        var found = new List<TextRange>();
        for (var at = 0; at < question.Length && found.Count < Most; at++)
        {
            if (ClosingOf(question[at]) is not { } closing || (at > 0 && char.IsLetterOrDigit(question[at - 1]))) continue;
            var end = Closing(question, at + 1, closing);
            if (end < 0) continue;
            if (question.AsSpan((at + 1)..end).ContainsLetterOrDigit()) found.Add(new TextRange(at + 1, end - at - 1));
            at = end;
        }

        return found;
    }

    private static string? ClosingOf(char c) => c switch
    {
        '"' => "\"",
        '“' => "”",
        '„' => "“”\"",
        '«' => "»",
        '»' => "«",
        '「' => "」",
        _ => null,
    };

    private static int Closing(string question, int from, string closing)
    {
        for (var at = from; at < question.Length && at - from <= LongestStretch; at++)
        {
            if (closing.Contains(question[at]) && (at + 1 == question.Length || !char.IsLetterOrDigit(question[at + 1]))) return at;
        }

        return -1;
    }

    private static bool ContainsLetterOrDigit(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) return true;
        }

        return false;
    }
}

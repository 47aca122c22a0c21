using System.Text;

namespace RagDocs.Generation.Citations;

/// <summary>
/// A GBNF grammar under which a model can write only the refusal or lines of one sentence that ends with numbers of offered passages: no lists,
/// tables or headings. At any place the grammar is in few states, which keeps the check of each token cheap, and sentences and answers have a
/// longest length, so that even a model that writes nonsense comes to an end.
/// </summary>
internal static class CitationGrammar
{
    /// <summary>Characters of one sentence, and sentences of one answer.</summary>
    public const int LongestSentence = 320;

    public const int MostSentences = 10;

    private const int ShortestSentence = 4;
    private const int MostMarks = 3;

    /// <param name="offered">Passages, numbered from 1.</param>
    /// <param name="refusal">One line of plain text.</param>
    public static string For(int offered, string refusal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offered, 1);
        return $$"""
            root ::= {{Literal(refusal)}} | sentence ("\n" sentence){0,{{MostSentences - 1}}}
            sentence ::= (first | title) rest{{{ShortestSentence - 1}},{{LongestSentence - 1}}} mark{1,{{MostMarks}}} [.。]
            first ::= [0-9a-zA-Z\u00C0-\u024F\u0370-\u1FFF\u3041-\uD7AF“„«"(]
            rest ::= [^{{Never}}.] | "." [0-9a-zA-Z] | [^{{Never}}{{Spaces}}.] ". " [a-z\u00DF-\u00F6\u00F8-\u00FF] | " " short
            short ::= title | ("No" | "Nr" | "Art" | "Abs" | "Fig" | "p" | "S") ". " [0-9] | [0-9] [0-9]{0,1} ". " month
            title ::= ("Dr" | "Mr" | "Mrs" | "Ms" | "Prof") ". " [A-Z\u00C4\u00D6\u00DC]
            month ::= "Jan" | "Jän" | "Feb" | "Mär" | "Apr" | "Mai" | "Jun" | "Jul" | "Aug" | "Sep" | "Okt" | "Nov" | "Dez"
            mark ::= "[" number "]"
            number ::= {{Numbers(offered)}}
            """.ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>
    /// Brackets are for citations alone, and what ends a sentence or a line cannot stand inside: so the text is cut into sentences in one way
    /// only. (A full stop may, before a letter or digit, 3.5 and example.com, before a small letter, approx. three, in
    /// Dr. Smith and Nr. 5, and in German dates, 31. Dezember.)
    /// </summary>
    private const string Never = @"\[\]【】!?…。！？؟।\x00-\x1F\x7F-\x9F\u2028\u2029";

    /// <summary>A full stop behind one of these ends a sentence, whatever follows.</summary>
    private const string Spaces = @" \x09\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000";

    /// <summary>1 to <paramref name="last"/> with a branch for each first digit, not for each number.</summary>
    private static string Numbers(int last)
    {
        if (last <= 9) return $"[1-{last}]";
        var tens = last / 10;
        var numbers = new StringBuilder("[1-9]");
        if (tens > 1) numbers.Append($" | [1-{tens - 1}] [0-9]");
        return numbers.Append($" | \"{tens}\" [0-{last % 10}]").ToString();
    }

    private static string Literal(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAny("\"\\\r\n\0")) throw new ArgumentException("The refusal must be one line without quotation marks.", nameof(text));
        return $"\"{text}\"";
    }
}

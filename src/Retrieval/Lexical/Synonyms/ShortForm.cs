using System.Buffers;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>What looks like an abbreviation: PTO, M&amp;IE, BetrVG, USDS2, Kfz.</summary>
internal static class ShortForm
{
    private const int Shortest = 2;
    private const int Longest = 10;
    private const int LongestOfOneCapital = 4;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyäöü");

    /// <summary>The short form without a plural s, quotation marks or emphasis; empty when it is none.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text)
    {
        text = text.Trim(LongForm.Ornaments);
        // FAQs and IAAs stand for the words that FAQ and IAA are made of.
        if (text.Length > Shortest && text[^1] == 's' && char.IsUpper(text[^2])) text = text[..^1];
        return text.Length is >= Shortest and <= Longest && IsOne(text) ? text : [];
    }

    /// <summary>
    /// Whether a word of a question is this short form. Written with other capitals it is when it can hardly be a word of its own: pto is PTO; far and cap,
    /// with a vowel inside, are not taken for FAR and CAP.
    /// </summary>
    public static bool IsMeant(ReadOnlySpan<char> asked, ReadOnlySpan<char> shortForm) =>
        asked.StartsWith(shortForm, StringComparison.Ordinal) || asked.Length < 3 || asked[1..^1].IndexOfAny(Vowels) < 0;

    private static bool IsOne(ReadOnlySpan<char> text)
    {
        var (capitals, digits, vowels) = (0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsUpper(c)) capitals++;
            else if (char.IsDigit(c)) digits++;
            else if (!char.IsLetter(c) && c is not ('&' or '-' or '.' or '/')) return false;
            else if (Vowels.Contains(c)) vowels++;
        }

        if (!char.IsLetterOrDigit(text[0]) || !char.IsLetterOrDigit(text[^1]) || capitals <= digits) return false;
        return capitals > 1 || (char.IsUpper(text[0]) && vowels == 0 && text.Length <= LongestOfOneCapital && text.Length > Shortest);
    }
}

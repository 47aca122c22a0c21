using System.Buffers;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Tells text layers that are not what the page shows: fonts without a Unicode map give characters without a meaning, signs in place of
/// letters, or letters shifted along the alphabet, which make words that nobody could say.
/// </summary>
internal static class GarbledText
{
    private const int ShortestWord = 4;
    private const int FewestWords = 20;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUYäöüÄÖÜàâáåæèéêëìíîïòóôøœùúûýÿÀÂÁÅÆÈÉÊËÌÍÎÏÒÓÔØŒÙÚÛÝ");

    // Leaders, rules and signs that forms and tables are full of say nothing about the font.
    private static readonly SearchValues<char> Neutral = SearchValues.Create(" \t\n._-–—•·…|$€£,;:()%/'’*");

    public static bool Is(PdfPage page)
    {
        var characters = page.Characters;
        return page.Unreadable * 2 > characters.Length + page.Unreadable || HoldsMoreSignsThanLetters(characters) || CannotBeSaid(page);
    }

    private static bool HoldsMoreSignsThanLetters(ReadOnlySpan<char> characters)
    {
        var balance = 0;
        foreach (var c in characters)
        {
            if (char.IsAsciiLetterOrDigit(c) || char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.IsPunctuation(c) && c > '\x7f') balance++;
            else if (!Neutral.Contains(c)) balance--;
        }

        return balance < 0;
    }

    /// <summary>Most of the longer words in Latin letters are without a vowel. Other scripts have none of such words.</summary>
    private static bool CannotBeSaid(PdfPage page)
    {
        var (words, silent) = (0, 0);
        foreach (var word in page.Words)
        {
            var text = page.Characters.Slice(word.Start, word.Length);
            if (text.Length < ShortestWord || !IsLatin(text)) continue;
            words++;
            if (text.IndexOfAny(Vowels) < 0) silent++;
        }

        return words >= FewestWords && silent * 2 > words;
    }

    private static bool IsLatin(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetter(c) && c is < '\u00c0' or > '\u017f') return false;
        }

        return true;
    }
}

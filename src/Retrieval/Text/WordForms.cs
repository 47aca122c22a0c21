using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Analysis.Stemming;
using WordLists = RagDocs.Retrieval.Lexical.Analysis.StopWords;

namespace RagDocs.Retrieval.Text;

/// <summary>What the index makes of single words, for those who compare texts word by word. Languages are named as in ISO 639 ("en", "de").</summary>
public static class WordForms
{
    private const int LongestWord = 64;

    private static readonly string[] Codes = ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ko", "th"];

    /// <summary>The likeliest language of a text; English when it is not clear, as in short ones.</summary>
    public static string LanguageOf(string text) => Codes[(int)LanguageGuess.Of(text.AsSpan())];

    /// <summary>Lower case, without accents and full-width forms, only letters and digits.</summary>
    public static string Fold(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return string.Concat(word.Select(Folding.Of));
    }

    /// <param name="folded">As <see cref="Fold"/> gives it.</param>
    public static string Stem(string folded, string language)
    {
        ArgumentNullException.ThrowIfNull(folded);
        if (folded.Length is < 3 or > LongestWord) return folded;
        Span<char> word = stackalloc char[LongestWord + Stemmers.Room];
        folded.CopyTo(word);
        var known = Of(language);
        var length = known == Language.German ? GermanSpelling.Fold(word, folded.Length) : folded.Length;
        return word[..Stemmers.Stem(known, word, length)].ToString();
    }

    /// <summary>Says how something is said, not what about.</summary>
    /// <param name="folded">As <see cref="Fold"/> gives it.</param>
    public static bool IsStopWord(string folded, string language) => WordLists.Contains(Of(language), folded);

    private static Language Of(string language) => (Language)Math.Max(0, Array.IndexOf(Codes, language));
}

using System.Globalization;
using System.Text;
using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Lexical;

/// <summary>The words of a question as they stand in it, for a model's tokenizer; the keyword index has an analysis of its own.</summary>
internal static class PlainWords
{
    /// <summary>Bounds the work a pasted page can cause.</summary>
    private const int MostWords = 64;

    /// <summary>The question's different words without stop words; with them when there are no others.</summary>
    public static IReadOnlyList<string> Telling(string question)
    {
        var words = Of(question).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).ToList();
        var telling = words.FindAll(word => !StopWords.Contains(word));
        return telling.Count > 0 ? telling : words;
    }

    /// <summary>Runs of letters, digits and their marks. Figures keep inner points and commas (1,234.5).</summary>
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var inner = runes[i].Value is '.' or ',' && word.Length > 0 && i + 1 < runes.Length && Rune.IsDigit(runes[i - 1]) && Rune.IsDigit(runes[i + 1]);
            if (inner || IsWordCharacter(runes[i]))
            {
                word.Append(runes[i]);
                continue;
            }

            if (word.Length > 0) yield return word.ToString();
            word.Clear();
        }

        if (word.Length > 0) yield return word.ToString();
    }

    private static bool IsWordCharacter(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

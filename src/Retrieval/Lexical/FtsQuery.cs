using System.Globalization;
using System.Text;
using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Lexical;

/// <summary>
/// Turns a question into an FTS5 expression that can only ever be a list of words: every word is made of letters and digits, stands in
/// quotes, and is joined by OR. No character of the question reaches FTS5's query language.
/// </summary>
internal static class FtsQuery
{
    /// <summary>Bounds the work a pasted page can cause.</summary>
    private const int MostWords = 64;

    /// <summary>The MATCH expression, or null when the question holds no word.</summary>
    public static string? For(string question)
    {
        var words = TellingWords(question);
        return words.Count == 0 ? null : string.Join(" OR ", words.Select(word => $"\"{word}\""));
    }

    /// <summary>The question's different words without stop words; with them when there are no others.</summary>
    public static IReadOnlyList<string> TellingWords(string question)
    {
        var words = Words(question).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).ToList();
        var telling = words.FindAll(word => !StopWords.Contains(word));
        return telling.Count > 0 ? telling : words;
    }

    /// <summary>Runs of letters, digits and their marks. Figures keep inner points and commas (1,234.5), which FTS5 reads as a phrase.</summary>
    public static IEnumerable<string> Words(string text)
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

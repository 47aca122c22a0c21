using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// Tells from the passages which words are written small inside a sentence (pure): the beginning of a sentence or a heading does not say whether
/// its first word is a name.
/// </summary>
internal sealed partial class CaseEvidence
{
    private readonly HashSet<string> _small = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public CaseEvidence(IReadOnlyList<Passage> passages)
    {
        foreach (var passage in passages)
        {
            var before = ' ';
            foreach (var match in Word().EnumerateMatches(passage.Text))
            {
                var word = passage.Text.AsSpan(match.Index, match.Length);
                if (char.IsLower(word[0])) _small.Add(word.ToString());
                else if (char.IsLower(before)) _names.Add(word.ToString());
                before = match.Index + match.Length < passage.Text.Length && passage.Text[match.Index + match.Length] == ' ' ? word[0] : ' ';
            }
        }
    }

    /// <summary>A phrase that began a sentence or stood as a heading, as it reads inside a sentence.</summary>
    /// <returns>Null when nobody knows whether its first word is a name.</returns>
    public string? Inside(string phrase, Language language)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        if (language == Language.German) return German(words);
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsCapitalized(words[i])) continue;
            var small = char.ToLowerInvariant(words[i][0]) + words[i][1..];
            if (SmallWords.Contains(small) || _small.Contains(small)) words[i] = small;
            else if (i > 0 || _names.Contains(words[i])) continue;
            else if (NounEnding().IsMatch(small)) words[i] = small;
            else if (words.Length > 1 && IsCapitalized(words[1])) continue;
            else return null;
        }

        return string.Join(' ', words);
    }

    // Nouns are capitals in German: only an article, or an adjective before a noun, is written small.
    private string German(string[] words)
    {
        var small = char.ToLowerInvariant(words[0][0]) + words[0][1..];
        if (SmallWords.Contains(small) || (words.Length > 1 && IsCapitalized(words[1]) && _small.Contains(small))) words[0] = small;
        return string.Join(' ', words);
    }

    private static bool IsCapitalized(string word) => char.IsUpper(word[0]) && word.Skip(1).All(c => char.IsLower(c) || c is '-' or '’' or '\'');

    private static readonly HashSet<string> SmallWords = new(
        """
        a an the all any every each some my your our of for to in on at by with from and or as into about after before during
        employees staff people visitors managers supervisors members customers
        der die das ein eine jeder jede jedes alle bei für mit ohne während nach vor von
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}\d]+(['’-][\p{L}\d]+)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(tion|sion|ment|ing|ity|ance|ence|ness|ship|ees|ers|ors|ies|ures?|ages?|als)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NounEnding();
}

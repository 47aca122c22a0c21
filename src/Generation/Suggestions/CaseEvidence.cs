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
    private readonly IReadOnlyList<Passage> _passages;

    public CaseEvidence(IReadOnlyList<Passage> passages)
    {
        _passages = passages;
        foreach (var passage in passages)
        {
            var before = ' ';
            foreach (var match in Word().EnumerateMatches(passage.Text))
            {
                var word = passage.Text.AsSpan(match.Index, match.Length);
                // "#tock", "docs/leave": addresses are small whatever they name.
                var isAddress = match.Index > 0 && passage.Text[match.Index - 1] is '#' or '/' or '@' or '.' or '_' or '-' or ':';
                if (char.IsLower(word[0]) && !isAddress) _small.Add(word.ToString());
                else if (char.IsLower(before)) _names.Add(word.ToString());
                before = match.Index + match.Length < passage.Text.Length && passage.Text[match.Index + match.Length] == ' ' ? word[0] : ' ';
            }
        }
    }

    /// <summary>A phrase that began a sentence or stood as a heading, as it reads inside a sentence.</summary>
    /// <param name="isLabel">A heading or a cell: its first word is a capital more often than not because it is the first.</param>
    /// <returns>Null when nobody knows which of its words are names.</returns>
    public string? Inside(string phrase, Language language, bool isLabel = false)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        if (language == Language.German) return German(words);
        var capitals = words.Skip(1).Any(IsCapitalized);
        if (capitals && IsWritten(phrase, insideSentence: true)) return phrase;
        var first = First(words, isLabel);
        // A capital inside a sentence is a name's, but where a heading gives every word one.
        var isTitle = isLabel && words.Skip(1).All(w => IsCapitalized(w) || SmallWords.Contains(w) || !char.IsLetter(w[0]));
        if (first is null || !capitals || !isTitle || IsWritten(string.Join(' ', words[1..]), insideSentence: false)) return first is null ? null : string.Join(' ', words[1..].Prepend(first));
        for (var i = 1; i < words.Length; i++)
        {
            if (!IsCapitalized(words[i])) continue;
            var small = Small(words[i]);
            var (isSmall, isName) = (SmallWords.Contains(small) || _small.Contains(small), _names.Contains(words[i]));
            if (isSmall == isName) return null;
            if (isSmall) words[i] = small;
        }

        return string.Join(' ', words[1..].Prepend(first));
    }

    private string? First(string[] words, bool isLabel)
    {
        if (!IsCapitalized(words[0])) return words[0];
        var small = Small(words[0]);
        var (isSmall, isName) = (SmallWords.Contains(small) || _small.Contains(small), _names.Contains(words[0]));
        var isAlone = words.Length == 1 || IsCapitalized(words[1]);
        // "Public Service Loan Forgiveness": the first word belongs to the name behind it.
        if (isSmall) return isAlone && (isName || (words.Length > 1 && !isLabel)) && !SmallWords.Contains(small) ? null : small;
        if (isName) return words[0];
        return NounEnding().IsMatch(small) || (isLabel && !isAlone) ? small : null;
    }

    private bool IsWritten(string words, bool insideSentence)
    {
        foreach (var passage in _passages)
        {
            var at = passage.Text.IndexOf(words, StringComparison.Ordinal);
            if (at >= 0 && (!insideSentence || (at > 1 && passage.Text[at - 1] == ' ' && char.IsLower(passage.Text[at - 2])))) return true;
        }

        return false;
    }

    private static string Small(string word) => char.ToLowerInvariant(word[0]) + word[1..];

    // Nouns are capitals in German: only an article, or an adjective before a noun, is written small.
    private string German(string[] words)
    {
        var small = Small(words[0]);
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

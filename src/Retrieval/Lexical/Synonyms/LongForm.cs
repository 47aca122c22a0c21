using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>
/// Aligns a short form with the words before or behind it: from right to left each of its characters is found in them, the first one at the
/// beginning of a word (A. Schwartz and M. Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, PSB 2003).
/// Before that the words' initials alone are tried, and two checks are added, because company documents hold more capitals in brackets: the
/// last word has a share in the short form, and half of its characters begin words.
/// </summary>
internal static class LongForm
{
    /// <summary>Quotation marks and signs of emphasis and lists around a form.</summary>
    public const string Ornaments = " \t*_\"'“”„‚’‘«»`,";

    private const int LongestText = 120;

    /// <summary>Words that the long form of so many characters has at most.</summary>
    public static int MostWords(int shortLength) => Math.Min(shortLength + 5, shortLength * 2);

    /// <summary>The long form at the end of a text; empty when it does not end with one.</summary>
    /// <param name="shortForm">See <see cref="ShortForm"/>.</param>
    /// <param name="text">Of one sentence, up to the short form.</param>
    public static ReadOnlySpan<char> AtEnd(ReadOnlySpan<char> shortForm, ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(Ornaments);
        var start = ByInitials(shortForm, text) is >= 0 and var first ? first : Start(shortForm, text);
        if (start < 0) return [];
        var form = text[start..].Trim(Ornaments);
        return IsSensible(shortForm, form) ? form : [];
    }

    /// <summary>The text, when the whole of it is the long form; empty otherwise.</summary>
    public static ReadOnlySpan<char> Whole(ReadOnlySpan<char> shortForm, ReadOnlySpan<char> text)
    {
        text = text.Trim(Ornaments);
        return AtEnd(shortForm, text) is var form && form.Length == text.Length ? form : [];
    }

    /// <summary>Every character begins a word of its own; only stop words may have none: M&amp;IE, meals and incidental expenses.</summary>
    /// <returns>Where the long form begins, or -1.</returns>
    private static int ByInitials(ReadOnlySpan<char> shortForm, ReadOnlySpan<char> text)
    {
        var at = text.Length;
        for (var i = shortForm.Length - 1; i >= 0; i--)
        {
            if (!char.IsLetterOrDigit(shortForm[i])) continue;
            do
            {
                for (at--; at >= 0 && !(BeginsWord(text, at) && char.IsLetterOrDigit(text[at])); at--)
                {
                }

                if (at < 0) return -1;
                var telling = BeginsTellingWord(text, at);
                if (Same(shortForm[i], text[at]) && (i > 0 || telling)) break;
                if (telling) return -1;
            }
            while (true);
        }

        return text[..(at + 1)].LastIndexOf(' ') + 1;
    }

    /// <returns>Where the long form begins, or -1.</returns>
    private static int Start(ReadOnlySpan<char> shortForm, ReadOnlySpan<char> text)
    {
        var (at, letters, beginning) = (text.Length - 1, 0, 0);
        var lastWord = text.LastIndexOf(' ') + 1;
        for (var i = shortForm.Length - 1; i >= 0; i--)
        {
            if (!char.IsLetterOrDigit(shortForm[i])) continue;
            while (at >= 0 && !(Same(shortForm[i], text[at]) && (i > 0 || BeginsTellingWord(text, at)))) at--;
            if (at < (letters == 0 ? lastWord : 0)) return -1;
            letters++;
            beginning += BeginsWord(text, at) ? 1 : 0;
            at--;
        }

        var start = text[..(at + 2)].LastIndexOf(' ') + 1;
        return 2 * beginning >= letters || start == lastWord ? start : -1;
    }

    private static bool IsSensible(ReadOnlySpan<char> shortForm, ReadOnlySpan<char> form)
    {
        // One long word is shortened to much less than half of it.
        if (form.Length > LongestText || form.Contains('@') || form.Length <= (form.Contains(' ') ? shortForm.Length : 2 * shortForm.Length)) return false;
        var words = 0;
        foreach (var word in form.Split(' '))
        {
            if (form[word].Trim(Ornaments).SequenceEqual(shortForm)) return false;
            words++;
        }

        return words <= MostWords(shortForm.Length);
    }

    /// <summary>OGC is "Office of General Counsel" and not "of General Counsel".</summary>
    private static bool BeginsTellingWord(ReadOnlySpan<char> text, int at)
    {
        if (!BeginsWord(text, at)) return false;
        if (char.IsUpper(text[at])) return true;
        var end = text[at..].IndexOf(' ');
        var word = end < 0 ? text[at..] : text.Slice(at, end);
        for (var language = 0; language < StopWords.Languages; language++)
        {
            if (StopWords.Contains((Language)language, word)) return false;
        }

        return true;
    }

    private static bool BeginsWord(ReadOnlySpan<char> text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]);

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}

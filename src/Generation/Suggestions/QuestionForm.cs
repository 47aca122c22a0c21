using System.Globalization;
using System.Text.RegularExpressions;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.FollowUps;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// Whether a text may be offered as a question (pure): one short plain sentence that is understood without what stands around it. Words of
/// documents become something to click here, so anything that could be more than a question is left out.
/// </summary>
internal static partial class QuestionForm
{
    public const int Longest = 90;

    private const int FewestWords = 3;

    /// <param name="ownWords">Words that name a subject which it needs; a name is enough.</param>
    public static bool IsFit(string text, int ownWords) =>
        text.Length <= Longest && text.Length > 0 && text[^1] == '?' && text.Split(' ').Length >= FewestWords && IsPlain(text[..^1])
        && !Pointing().IsMatch(text) && !Ordering().IsMatch(text) && Leaning.Of(text) == LeaningKind.None
        && (OwnWords(text) >= ownWords || (ownWords > 0 && HasName(text)));

    /// <summary>Words of a question that name what it is about.</summary>
    public static int OwnWords(string text) =>
        Tokenizer.Split(text).Count(t => !t.IsStopWord && !FrameWords.Contains(t) && !EmptyWords.Contains(t.Text));

    private static bool HasName(string text) =>
        text.Split(' ').Skip(1).Any(w => w.Length > 1 && (char.IsUpper(w[0]) || w.Any(char.IsAsciiDigit)) && !EmptyWords.Contains(w.TrimEnd('?')));

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is '<' or '>' or '{' or '}' or '[' or ']' or '|' or '\\' or '`' or '@' or '#' or '*' or '_' or '=' or '~' or '^' or ':' or ';' or '!' or '?' or '…') return false;
            if (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate) return false;
        }

        return !SentenceBreak().IsMatch(text);
    }

    /// <summary>Words that say something only where they stand.</summary>
    private static readonly HashSet<string> EmptyWords = new(
        """
        background contact contacts content contents detail details example examples faq faqs help info introduction item items link links more
        next note notes other others overview page part parts point points preparation procedure process purpose question questions reference
        resource resources responsibility roles scope section setup start step steps summary support team template terms tip tips title tool tools topic
        topics training type types user users version work worked working works
        abschnitt anhang beispiel beispiele einleitung frage fragen hinweis hinweise inhalt kontakt schritt schritte thema themen überblick übersicht zweck
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\b(?i:this|these|those|here|above|below|following|latter|former|such|dies(e[rsmn]?)?|jene[rsmn]?|hier|oben|unten|folgende[rsmn]?|obige[rsmn]?|solche[rsmn]?)\b|https?:|www\.|\bsie\b",
        Plain, 1000)]
    private static partial Regex Pointing();

    [GeneratedRegex(
        @"\b(ignore|disregard|forget|override|pretend|obey|jailbreak|ignorier\w*|vergiss|missachte)\b|\b(system|previous|prior|earlier|your|deine|vorherige\w*)\s+(prompt|instructions?|rules|anweisung\w*)\b|\byou\s+are\s+now\b",
        Plain | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Ordering();

    [GeneratedRegex(@"[.。]\s|\.$", Plain, 1000)]
    private static partial Regex SentenceBreak();
}

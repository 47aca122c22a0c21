using System.Buffers;

namespace RagDocs.Retrieval.Text;

/// <summary>
/// Cuts text into sentences by rules, in one pass: stops that belong to abbreviations, initials, decimals and list numbers do not
/// end a sentence, quotes and brackets after a stop belong to it, and list items and table rows stand on their own.
/// </summary>
public static class SentenceSplitter
{
    private const string Stops = ".!?…。！？؟।";

    /// <summary>Where a sentence may end.</summary>
    private static readonly SearchValues<char> Borders = SearchValues.Create(Stops + "\n");

    /// <summary>The sentences in order, without the white space around them; together they hold every other character.</summary>
    public static IReadOnlyList<TextRange> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<TextRange>();
        var start = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] == '\n' && IsLineBorder(text, start, i))
            {
                Add(sentences, text, start, i);
                start = ++i;
            }
            else if (IsStop(text[i]))
            {
                var end = AfterStop(text, i);
                if (EndsSentence(text, start, i, end))
                {
                    Add(sentences, text, start, end);
                    start = end;
                }

                i = end;
            }
            else
            {
                var next = text.AsSpan(i + 1).IndexOfAny(Borders);
                i = next < 0 ? text.Length : i + 1 + next;
            }
        }

        Add(sentences, text, start, text.Length);
        return sentences;
    }

    private static void Add(List<TextRange> sentences, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (end > start) sentences.Add(new TextRange(start, end - start));
    }

    private static bool IsStop(char c) => Stops.Contains(c, StringComparison.Ordinal);

    private static bool IsWideStop(char c) => c is '。' or '！' or '？';

    private static bool IsCloser(char c) => c is '"' or '\'' or ')' or ']' or '}' or '”' or '’' or '»' or '」' or '』' or '）';

    private static bool IsOpener(char c) => c is '"' or '\'' or '(' or '[' or '{' or '“' or '‘' or '„' or '«' or '¿' or '¡' or '*' or '_';

    /// <summary>Behind the run of stops and of the quotes and brackets that close with it.</summary>
    private static int AfterStop(string text, int stop)
    {
        var end = stop;
        while (end < text.Length && IsStop(text[end])) end++;
        while (end < text.Length && IsCloser(text[end])) end++;
        return end;
    }

    private static bool EndsSentence(string text, int start, int stop, int end)
    {
        if (IsWideStop(text[end - 1]) || IsWideStop(text[stop])) return true;
        if (end >= text.Length) return true;
        if (!char.IsWhiteSpace(text[end])) return false;

        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        while (next < text.Length && IsOpener(text[next])) next++;
        if (next >= text.Length) return true;

        // A stop with a space before it is a typesetter's full stop ("velocity ratios . the results"), whatever follows.
        if (stop > start && text[stop] == '.' && end == stop + 1 && char.IsWhiteSpace(text[stop - 1])) return true;
        if (char.IsLower(text[next])) return false;
        return text[stop] != '.' || end - stop > 1 && text[stop + 1] == '.' || !IsPartOfWord(text, start, stop, next);
    }

    /// <summary>True when the full stop belongs to the word before it: an abbreviation, an initial, a list number.</summary>
    private static bool IsPartOfWord(string text, int start, int stop, int next)
    {
        var wordStart = stop;
        while (wordStart > start && !char.IsWhiteSpace(text[wordStart - 1]) && !IsOpener(text[wordStart - 1])) wordStart--;
        var word = text.AsSpan(wordStart, stop - wordStart);
        if (word.IsEmpty) return false;

        if (IsFirstOfLine(text, start, wordStart) && IsListNumber(word)) return true;
        if (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I') return true;
        if (Abbreviations.NeverEnd(word) || IsLetterPair(text, word, next)) return true;
        if (IsDay(word)) return Abbreviations.StartsMonth(text.AsSpan(next));
        if (Abbreviations.BeforeNumber(word)) return char.IsAsciiDigit(text[next]);
        if (word.Contains('.') && IsLettersAndStops(word) || Abbreviations.MayEnd(word)) return !Abbreviations.StartsSentence(text.AsSpan(next));
        return false;
    }

    // "z. B.", "u. U.", "i. d. R.", but not "Plan A. B. Smith wrote it."
    private static bool IsLetterPair(string text, ReadOnlySpan<char> word, int next) =>
        word.Length == 1 && char.IsLower(word[0]) && next + 1 < text.Length && char.IsLetter(text[next]) && text[next + 1] == '.';

    // "31. Dezember".
    private static bool IsDay(ReadOnlySpan<char> word) => word.Length is 1 or 2 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^1]);

    private static bool IsLettersAndStops(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (c != '.' && !char.IsLetter(c)) return false;
        }

        // "U.S" and "D.C", but not "end.Next".
        return word.IndexOf('.') <= 2;
    }

    private static bool IsListNumber(ReadOnlySpan<char> word)
    {
        if (word.Length > 6) return false;
        if (word.Length == 1 && char.IsLetter(word[0])) return true;
        foreach (var c in word)
        {
            if (!char.IsAsciiDigit(c) && c != '.') return false;
        }

        return true;
    }

    private static bool IsFirstOfLine(string text, int start, int wordStart)
    {
        for (var i = wordStart - 1; i >= start; i--)
        {
            if (text[i] == '\n') return true;
            if (!char.IsWhiteSpace(text[i]) && text[i] is not ('-' or '*' or '•')) return false;
        }

        return true;
    }

    /// <summary>An empty line, a list item or a table row begins or ends here; any other line end is only a wrapped line.</summary>
    private static bool IsLineBorder(string text, int start, int lineFeed)
    {
        var rest = text.AsSpan(lineFeed + 1);
        var lineEnd = rest.IndexOf('\n');
        var next = (lineEnd < 0 ? rest : rest[..lineEnd]).Trim();
        if (next.IsEmpty) return true;

        var before = text.AsSpan(start, lineFeed - start);
        var previous = before[(before.LastIndexOf('\n') + 1)..];
        return StartsItem(next) || next.Contains(" | ", StringComparison.Ordinal) || previous.Contains(" | ", StringComparison.Ordinal);
    }

    private static bool StartsItem(ReadOnlySpan<char> line)
    {
        if (line.Length > 1 && line[0] is '-' or '*' or '•' or '–' or '▪' or '◦' or '●' && char.IsWhiteSpace(line[1])) return true;
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits])) digits++;
        return digits is > 0 and < 4 && digits + 1 < line.Length && line[digits] is '.' or ')' && char.IsWhiteSpace(line[digits + 1]);
    }
}

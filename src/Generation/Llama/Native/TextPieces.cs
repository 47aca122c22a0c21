namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Cuts a long text into pieces for byte-pair tokenisers. llama.cpp splits a text into words first, for many models (Mistral Nemo's "tekken" among
/// them) with a regular expression whose matching calls itself for every character of a match: 26,000 letters or dashes in a row end
/// the process (src/unicode.cpp, unicode_regex_split_stl). A piece is short enough for a thread's stack and begins where a new word begins
/// anyway, so a text of words has the same tokens as in one.
/// </summary>
internal static class TextPieces
{
    /// <summary>Characters. A stack of 1.5 MB, the smallest .NET gives a thread by itself, holds twice as many.</summary>
    public const int Longest = 2000;

    /// <summary>Marks that belong to no word of letters or digits before them.</summary>
    private const string Marks = ".,!?\u3002\uFF0C\u3001\uFF01\uFF1F\u060C\u06D4";

    /// <summary>The pieces in order; together they are the text.</summary>
    public static IEnumerable<Range> Of(string text)
    {
        var from = 0;
        while (text.Length - from > Longest)
        {
            var to = Cut(text, from);
            yield return from..to;
            from = to;
        }

        yield return from..text.Length;
    }

    private static int Cut(string text, int from)
    {
        var most = from + Longest;
        var place = Last(text, from, most, c => c is ' ' or '\n' or '\r');
        if (place < 0) place = Last(text, from, most, c => Marks.Contains(c, StringComparison.Ordinal));
        if (place > 0) return place;
        // One word, or none: wherever it is cut, its tokens may differ from those in one. A character is not cut.
        return char.IsLowSurrogate(text[most]) ? most - 1 : most;
    }

    /// <summary>The last place behind a letter or digit where one of these begins; -1: none. After a sign it would not do: some models keep ".\n" together.</summary>
    private static int Last(string text, int from, int most, Func<char, bool> begins)
    {
        for (var at = most; at > from; at--)
        {
            if (begins(text[at]) && char.IsLetterOrDigit(text[at - 1])) return at;
        }

        return -1;
    }
}

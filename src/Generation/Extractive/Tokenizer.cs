using System.Globalization;

namespace RagDocs.Generation.Extractive;

/// <summary>Cuts a text into words and numbers. Scripts written without spaces give overlapping pairs of characters.</summary>
internal static class Tokenizer
{
    private static readonly Dictionary<string, string> NumberWords = new(StringComparer.Ordinal)
    {
        ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7", ["eight"] = "8", ["nine"] = "9",
        ["ten"] = "10", ["eleven"] = "11", ["twelve"] = "12", ["fifteen"] = "15", ["twenty"] = "20", ["thirty"] = "30", ["fifty"] = "50",
    };

    public static List<Term> Split(string text)
    {
        var terms = new List<Term>(text.Length / 5);
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var end = i + 1;
            if (IsUnspaced(text[i]))
            {
                while (end < text.Length && IsUnspaced(text[end])) end++;
                AddPairs(terms, text, i, end);
            }
            else
            {
                while (end < text.Length && ContinuesWord(text, end)) end++;
                terms.Add(new Term(text[i..end], Normalize(text[i..end]), i));
            }

            i = end;
        }

        return terms;
    }

    private static bool ContinuesWord(string text, int at)
    {
        var c = text[at];
        if (IsUnspaced(c)) return false;
        if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) return true;
        if (at + 1 >= text.Length) return false;
        return c switch
        {
            '.' or ',' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
            '\'' or '’' => char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]),
            _ => false,
        };
    }

    private static void AddPairs(List<Term> terms, string text, int start, int end)
    {
        if (end - start == 1) terms.Add(new Term(text[start..end], text[start..end], start));
        for (var i = start; i + 1 < end; i++) terms.Add(new Term(text.Substring(i, 2), text.Substring(i, 2), i));
    }

    private static string Normalize(string word)
    {
        var lower = word.ToLowerInvariant();
        if (char.IsAsciiDigit(lower[0])) return lower.Replace(",", "", StringComparison.Ordinal);
        if (NumberWords.TryGetValue(lower, out var digits)) return digits;
        if (lower.Length == 6 && lower.StartsWith("fy", StringComparison.Ordinal) && char.IsAsciiDigit(lower[2])) return lower[2..];
        return LightStemmer.Stem(lower);
    }

    // Han, kana, Thai, Lao, Khmer, Myanmar.
    private static bool IsUnspaced(char c) =>
        c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff' or >= '\u0e00' and <= '\u0eff'
            or >= '\u1000' and <= '\u109f' or >= '\u1780' and <= '\u17ff';
}

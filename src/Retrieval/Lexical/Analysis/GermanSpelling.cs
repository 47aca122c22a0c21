namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>
/// ae, oe and ue for umlauts become the plain vowel, as the umlauts themselves have: Müller, Mueller and Muller are one term. ue stays after a
/// vowel and after q (Bauer, Quelle); Israel and Poesie lose a letter, in documents and questions alike.
/// </summary>
internal static class GermanSpelling
{
    /// <summary>In place; the word's new length.</summary>
    public static int Fold(Span<char> word, int length)
    {
        if (length < 4) return length;
        var first = word[1..length].IndexOf('e') + 1;
        if (first == 0) return length;
        var used = first;
        for (var i = first; i < length; i++)
        {
            var c = word[i];
            if (c == 'e' && word[used - 1] is 'a' or 'o' or 'u' && i + 1 < length && Spells(word[..used])) continue;
            word[used++] = c;
        }

        return used;
    }

    private static bool Spells(ReadOnlySpan<char> before) => before[^1] != 'u' || before.Length < 2 || before[^2] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'q');
}

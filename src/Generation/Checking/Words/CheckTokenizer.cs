using RagDocs.Generation.Checking.Figures;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Words;

/// <summary>Cuts a sentence into the words and figures that are compared.</summary>
internal static class CheckTokenizer
{
    private static readonly HashSet<string> Joining =
        ["and", "but", "or", "while", "whereas", "und", "aber", "oder", "wahrend", "et", "mais", "ou", "tandis", "y", "pero", "o", "mientras"];

    // Between capitals these belong to the name: Bank of England, Ludwig van Beethoven.
    private static readonly HashSet<string> Titles = ["mr", "mrs", "ms", "dr", "prof", "herr", "frau", "mme", "mlle", "sr", "sra"];

    public static List<CheckToken> Split(string text, string language)
    {
        var figures = FigureReader.Read(text, language);
        var tokens = new List<CheckToken>();
        var (clause, next, isFirst) = (0, 0, true);
        for (var i = 0; i < text.Length;)
        {
            if (next < figures.Count && figures[next].Start <= i)
            {
                var figure = figures[next++];
                var folded = WordForms.Fold(figure.Text);
                tokens.Add(new CheckToken { Text = figure.Text, Start = figure.Start, Clause = clause, Figure = figure, Folded = folded, Stem = figure.Soft ? folded : "" });
                (i, isFirst) = (Math.Max(i, figure.End), false);
            }
            else if (!char.IsLetter(text[i]))
            {
                if (IsBorder(text, i)) clause++;
                isFirst |= text[i] is '\n' or '•' or '|' || (text[i] is '.' or '!' or '?' or ':' && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]));
                i++;
            }
            else if (IsUnspaced(text[i]))
            {
                i = AddPairs(tokens, text, i, clause);
            }
            else
            {
                var end = WordEnd(text, i, next < figures.Count ? figures[next].Start : text.Length);
                Add(tokens, text[i..end], i, ref clause, language, isFirst);
                (i, isFirst) = (end, false);
            }
        }

        return tokens;
    }

    private static void Add(List<CheckToken> tokens, string word, int start, ref int clause, string language, bool isFirst)
    {
        var (plain, negated) = Uncontracted(word);
        var folded = WordForms.Fold(plain);
        if (folded.Length == 0) return;
        if (Joining.Contains(folded)) clause++;
        var isStop = WordForms.IsStopWord(folded, language) || Titles.Contains(folded) || folded.Length == 1 && char.IsLower(word[0]);
        var capital = char.IsUpper(word[0]);
        var isAcronym = plain.Count(char.IsUpper) > 1;
        tokens.Add(new CheckToken
        {
            Text = word, Start = start, Folded = folded, Stem = LexicalForms.Stem(folded, language), Clause = clause, IsStop = isStop && !(isAcronym && plain.Length > 1),
            IsName = capital && !isStop && (isAcronym || (!isFirst && language != "de")),
        });
        if (negated) tokens.Add(new CheckToken { Text = word, Start = start, Folded = "not", Stem = "not", Clause = clause, IsStop = true });
    }

    // don't, can't, cannot, won't; the company's.
    private static (string Word, bool Negated) Uncontracted(string word)
    {
        var lower = word.ToLowerInvariant().Replace('’', '\'');
        if (lower == "cannot") return ("can", true);
        if (lower == "won't") return ("will", true);
        if (lower == "can't") return ("can", true);
        if (lower.EndsWith("n't", StringComparison.Ordinal)) return (word[..^3], true);
        foreach (var ending in new[] { "'s", "'re", "'ll", "'ve", "'d", "'m" })
        {
            if (lower.EndsWith(ending, StringComparison.Ordinal) && lower.Length > ending.Length) return (word[..^ending.Length], false);
        }

        // l'entreprise, d'un, qu'il, n'est
        var apostrophe = lower.IndexOf('\'', StringComparison.Ordinal);
        return apostrophe is 1 or 2 ? (word[(apostrophe + 1)..], lower is ['n', ..]) : (word, false);
    }

    private static int WordEnd(string text, int at, int limit)
    {
        var end = at + 1;
        while (end < limit && !IsUnspaced(text[end]) && (char.IsLetter(text[end]) || char.GetUnicodeCategory(text[end]) == System.Globalization.UnicodeCategory.NonSpacingMark
            || (text[end] is '\'' or '’' && end + 1 < limit && char.IsLetter(text[end + 1]))))
        {
            end++;
        }

        return end;
    }

    private static int AddPairs(List<CheckToken> tokens, string text, int start, int clause)
    {
        var end = start;
        while (end < text.Length && IsUnspaced(text[end])) end++;
        for (var i = start; i < Math.Max(start + 1, end - 1); i++)
        {
            var pair = text[i..Math.Min(i + 2, end)];
            tokens.Add(new CheckToken { Text = pair, Start = i, Folded = pair, Stem = pair, Clause = clause });
        }

        return end;
    }

    private static bool IsBorder(string text, int at) => text[at] is ';' or ':' or '(' or ')' or '—' or '|' or '\n'
        || (text[at] is ',' or '–' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]));

    // Han, kana, Thai, Lao, Khmer, Myanmar.
    private static bool IsUnspaced(char c) =>
        c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff' or >= '\u0e00' and <= '\u0eff'
            or >= '\u1000' and <= '\u109f' or >= '\u1780' and <= '\u17ff';
}

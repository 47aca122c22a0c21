namespace RagDocs.Generation.Extractive;

/// <summary>
/// Joins the plain inflections of English words: plural, -ed, -ing, -ly, and the commonest noun endings. Deliberately weaker than
/// Porter's (1980): a wrong match gives a wrong answer here, while a missed one is caught by the word vectors.
/// </summary>
internal static class LightStemmer
{
    private static readonly (string Ending, string Instead)[] Rules =
    [
        ("ations", "at"), ("ation", "at"), ("ments", "ment"), ("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ingly", ""), ("edly", ""),
        ("ings", ""), ("ing", ""), ("ed", ""), ("ly", ""), ("'s", ""), ("’s", ""), ("s", ""),
    ];

    /// <param name="word">Lower case.</param>
    public static string Stem(string word)
    {
        if (word.Length <= 3) return word;
        foreach (var (ending, instead) in Rules)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < 3) continue;
            if (ending == "s" && word[^2] is 's' or 'u' or 'i') break;
            word = Undouble(word[..^ending.Length] + instead, ending);
            break;
        }

        return word.Length > 4 && word[^1] == 'e' ? word[..^1] : word;
    }

    // "planned", "planning" -> "plan"; but "rolling" -> "roll".
    private static string Undouble(string stem, string ending) =>
        ending is "ed" or "ing" or "ings" && stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e' or 'o')
            ? stem[..^1]
            : stem;
}

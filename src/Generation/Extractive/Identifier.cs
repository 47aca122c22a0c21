namespace RagDocs.Generation.Extractive;

/// <summary>
/// One member of a series that a question names: "agent 7", "error 40", "service A", "E14". What the documents say of its siblings
/// answers nothing, however alike the wording is.
/// </summary>
/// <param name="Series">Stem of the word before ("agent"); null for a code that stands alone ("e14").</param>
/// <param name="Member">Stem of the number, letter or code.</param>
internal sealed record Identifier(string? Series, string Member)
{
    private const int LongestNumber = 4;

    private static readonly HashSet<string> Units = Stems(
        "second minute hour day week month quarter year decade century time people person employee dollar euro cent pound percent mile " +
        "kilometre kilometer metre meter gram kilogram kg km cm mm litre liter ton item page copy million billion thousand night degree");

    /// <summary>Words that come before amounts, never before a member of a series.</summary>
    private static readonly HashSet<string> BeforeAmounts = Stems(
        "above below exceed exceeding least nearly almost approximately exactly roughly around last next first past spend spent pay paid " +
        "cost costs worth plus minus every another january february march april may june july august september october november december");

    /// <summary>The identifiers a text names, each once.</summary>
    public static List<Identifier> In(string text)
    {
        var terms = Tokenizer.Split(text);
        var found = new List<Identifier>();
        for (var i = 0; i < terms.Count; i++)
        {
            var identifier = IsCode(terms[i]) ? new Identifier(Series: null, terms[i].Stem)
                : i > 0 && IsMember(text, terms, i) ? new Identifier(terms[i - 1].Stem, terms[i].Stem)
                : null;
            if (identifier is not null && !found.Contains(identifier)) found.Add(identifier);
        }

        return found;
    }

    /// <summary>Whether these words name this member.</summary>
    public bool IsIn(IReadOnlyList<Term> terms)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Stem == Member && (Series is null || (i > 0 && terms[i - 1].Stem == Series))) return true;
        }

        return false;
    }

    /// <summary>Whether these words name another member of the same series.</summary>
    public bool SiblingIsIn(IReadOnlyList<Term> terms)
    {
        for (var i = 1; i < terms.Count; i++)
        {
            if (terms[i - 1].Stem == Series && IsShortNumber(terms[i]) && terms[i].Stem != Member) return true;
        }

        return false;
    }

    // "E14", "18F", "Q2"; not "1st" or "10th".
    private static bool IsCode(Term term) =>
        char.IsAsciiLetterUpper(term.Text.FirstOrDefault(char.IsAsciiLetter)) && term.Stem.Any(char.IsAsciiDigit) && term.Stem.Any(char.IsAsciiLetter);

    private static bool IsMember(string text, List<Term> terms, int i)
    {
        var (before, term) = (terms[i - 1], terms[i]);
        var isLetter = term.Text is [>= 'A' and <= 'Z' and not 'I'];
        if (!isLetter && !(IsShortNumber(term) && !term.IsYear)) return false;
        if (term.Start != before.Start + before.Text.Length + 1 || text[term.Start - 1] is not (' ' or '-' or '\u00a0' or '\u2011')) return false;
        if (!before.Text.All(char.IsLetter) || before.Text.Length < 2 || before.IsStopWord || BeforeAmounts.Contains(before.Stem)) return false;
        var end = term.Start + term.Text.Length;
        // "2-point", "7%", "X.25"
        if (end + 1 < text.Length && (text[end] is '-' or '%' || (text[end] == '.' && char.IsLetterOrDigit(text[end + 1])))) return false;
        return i + 1 == terms.Count || !Units.Contains(terms[i + 1].Stem);
    }

    // Written in digits: "two" counts, it does not name.
    private static bool IsShortNumber(Term term) => term.Text.Length <= LongestNumber && term.Text.All(char.IsAsciiDigit);

    private static HashSet<string> Stems(string words) => [.. Tokenizer.Split(words).Select(t => t.Stem)];
}

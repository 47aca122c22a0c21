namespace RagDocs.Retrieval.Text;

/// <summary>What <see cref="SentenceSplitter"/> knows about words that are written with a full stop (English, German, French).</summary>
internal static class Abbreviations
{
    private const int LongestWord = 12;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Never = Lookup(
        "mr mrs ms dr prof rev hon st sr jr gen col lt sgt capt gov sen rep pres messrs mme mlle vs v cf e.g i.e eg ie viz al approx ca " +
        "bzw z.b d.h u.a usw vgl str bspw ggf dept est incl excl tel ext attn resp mt ft rd");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Numbered = Lookup(
        "no nos nr fig figs p pp art sec sect ch chap vol vols ed eq eqs par para tab cl abs s ref refs jan feb mar apr jun jul aug sep sept oct nov dec");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Ambiguous = Lookup(
        "inc co corp ltd llc plc bros gmbh ag etc a.m p.m ave blvd bldg assn intl mfg univ");

    // Days before these are written with a full stop.
    private static readonly string[] Months = ["Jan", "Jän", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Starters = Lookup(
        "the a an it its this that these those he she we they you i in on at by for from with if when while as after before during since " +
        "however but and or so there here our their his her my your to no not all any each some most many such both although because " +
        "see what who where why how which under upon it's we're you'll");

    /// <summary>Words after which a sentence goes on ("Mr. Smith").</summary>
    public static bool NeverEnd(ReadOnlySpan<char> word) => Contains(Never, word);

    /// <summary>Words that go on only when a number follows ("No. 5", but "She said no.").</summary>
    public static bool BeforeNumber(ReadOnlySpan<char> word) => Contains(Numbered, word);

    /// <summary>Words that may stand last ("Amcor Finance, Inc."); what follows decides.</summary>
    public static bool MayEnd(ReadOnlySpan<char> word) => Contains(Ambiguous, word);

    /// <summary>The text begins with a capitalised word that commonly opens a sentence and seldom continues a name.</summary>
    public static bool StartsSentence(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetter(text[length]) || text[length] == '\'')) length++;
        return Contains(Starters, text[..length]);
    }

    /// <summary>The text begins with the German name of a month, or its beginning.</summary>
    public static bool StartsMonth(ReadOnlySpan<char> text)
    {
        foreach (var month in Months)
        {
            if (text.StartsWith(month, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool Contains(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words, ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= LongestWord && words.Contains(word);

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(string words) =>
        new HashSet<string>(words.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}

using System.Text.RegularExpressions;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Languages;

/// <summary>
/// The language of a question or a sentence, also of a short one: by its script, its small words, and letters and endings that only one
/// language has. Text of documents is long enough for <see cref="WordForms.LanguageOf"/>; this is for what people type.
/// </summary>
internal static partial class QuestionLanguage
{
    private const int Longest = 2000;

    // What a sign counts beside a small word, which counts 1 shared by the languages that have it.
    private const double LetterWeight = 0.6, EndingWeight = 0.5, CapitalWeight = 0.1, SpellingWeight = 0.25;

    private const int ShoutedWords = 3;

    private const double LeastScore = 0.4, LeastLead = 0.2;

    private static readonly (Language Language, string Letters)[] Letters =
    [
        (Language.German, "ß"), (Language.German, "äöü"), (Language.French, "œæêëîïûÿ"), (Language.Spanish, "ñ¿¡"), (Language.Portuguese, "ãõ"),
        (Language.Italian, "ìò"), (Language.French, "ç"), (Language.Portuguese, "ç"),
    ];

    private static readonly (Language Language, string[] Endings)[] Endings =
    [
        (Language.German, ["ung", "ungen", "keit", "heit", "schaft", "frist", "zeit", "tag", "tage", "geld", "recht", "pflicht", "lich", "isch"]),
        (Language.French, ["eaux", "ées", "euse", "aux", "ités", "oir"]), (Language.Spanish, ["ción", "ciones", "miento", "dades", "ío"]),
        (Language.Italian, ["zione", "zioni", "aggio", "ità", "iamo", "imento"]), (Language.Portuguese, ["ção", "ções", "agem", "ência", "ância", "dade", "dades", "mento"]),
        (Language.Dutch, ["heid", "ijk", "ijke", "ijd", "ijden", "elijk", "ingen", "dagen"]), (Language.English, ["ness", "ship", "ght", "ing", "ings"]),
    ];

    /// <summary>English where it is not clear.</summary>
    public static Language Of(string question) => Detect(question) ?? Language.English;

    /// <summary>The language to answer in: the question's as typed, else as it stands alone, else the asker's interface's, else English.</summary>
    public static Language Of(Question asked, string standalone) => DetectOrInterface(asked, standalone) ?? Language.English;

    /// <returns>Null where neither the question nor the asker's interface tells it.</returns>
    public static Language? DetectOrInterface(Question asked, string standalone) =>
        Detect(asked.Text) ?? Detect(standalone) ?? LanguageNames.Parse(asked.InterfaceLanguage);

    /// <returns>Null when nothing tells the language, or a language that is not known here may be it.</returns>
    public static Language? Detect(string question)
    {
        var text = question.Length <= Longest ? question : question[..Longest];
        var script = LanguageNames.Parse(WordForms.LanguageOf(text));
        if (script is >= Language.Russian) return script;
        var scores = new double[FunctionWords.Languages];
        var words = Words().Matches(text);
        // Small words of many languages that none of these lists has: Polish, Turkish, Vietnamese.
        if (Foreign().Count(text) > 1 || words.Count == 0) return null;
        var isShouted = !text.Any(char.IsLower) && words.Count > ShoutedWords;
        foreach (Match word in words) Score(word.Value, isFirst: word.Index == words[0].Index, isShouted, scores);
        foreach (var (language, letters) in Letters)
        {
            if (text.AsSpan().IndexOfAny(letters) >= 0 || text.AsSpan().IndexOfAny(letters.ToUpperInvariant()) >= 0) scores[(int)language] += LetterWeight;
        }

        // Spellings that decide between languages whose small words were seen, and say nothing alone (software, shoes).
        if (scores[(int)Language.Italian] > 0) scores[(int)Language.Italian] += SpellingWeight * Infinitive().Count(text);
        if (scores[(int)Language.Dutch] > 0) scores[(int)Language.Dutch] += SpellingWeight * DutchVowels().Count(text);
        var best = Array.IndexOf(scores, scores.Max());
        var next = scores.Where((_, i) => i != best).Max();
        return scores[best] >= LeastScore && scores[best] - next >= LeastLead ? (Language)best : null;
    }

    private static void Score(string word, bool isFirst, bool isShouted, double[] scores)
    {
        // IT, US and WHO are names.
        if (!isShouted && word.Length > 1 && word.All(char.IsUpper)) return;
        var lower = word.ToLowerInvariant().Replace('’', '\'');
        if (FunctionWords.SpeakersOf(lower) is { Count: > 0 } speakers)
        {
            foreach (var language in speakers) scores[(int)language] += 1.0 / speakers.Count;
            return;
        }

        // l'employé, dell'azienda, qu'est-ce: the part before the apostrophe, and the word behind it.
        if (lower.IndexOf('\'', StringComparison.Ordinal) is > 0 and var at && at + 1 < lower.Length && !IsEnglishEnding(lower[(at + 1)..]))
        {
            Score(lower[..(at + 1)], isFirst: false, isShouted, scores);
            Score(lower[(at + 1)..], isFirst: false, isShouted, scores);
            return;
        }

        if (lower.Contains('-', StringComparison.Ordinal))
        {
            foreach (var part in word.Split('-')) Score(part, isFirst: true, isShouted, scores);
            return;
        }

        foreach (var (language, endings) in Endings)
        {
            if (Array.Exists(endings, e => lower.Length > e.Length + 1 && lower.EndsWith(e, StringComparison.Ordinal))) scores[(int)language] += EndingWeight;
        }

        // Only German begins its nouns with a capital; elsewhere these are names, so one such word says little.
        if (!isFirst && word.Length > 3 && char.IsUpper(word[0]) && !word.Skip(1).Any(char.IsUpper)) scores[(int)Language.German] += CapitalWeight;
    }

    private static bool IsEnglishEnding(string part) => part is "s" or "t" or "re" or "ll" or "ve" or "d" or "m";

    [GeneratedRegex(@"\p{L}+(?:['’\-]\p{L}+)*['’]?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\p{L}{2}[aei]re\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Infinitive();

    [GeneratedRegex(@"oe|aa|uu|ij|ui", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DutchVowels();

    [GeneratedRegex(@"[ąęłńśźżćčďěňřšťůžőűğışţțăđơưạảấầậắằẹẽếềệỉịọốồộớờợụứừựỳỵỷỹøåþð]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreign();
}

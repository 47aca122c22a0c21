using System.Text.RegularExpressions;

namespace RagDocs.Retrieval.Reading;

/// <summary>
/// Tells what kind of thing a question asks for, and where a text holds one; for English and German. Every pattern looks at a bounded stretch,
/// so its time grows with the text's length only.
/// </summary>
internal static partial class KindPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 1000;
    private const string NumberWord =
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|billion|half|twice|once"
        + "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|hundert|tausend|million(en)?|milliarden?";

    private const string Unit = "second|minute|hour|day|week|month|year|quarter|decade|centur|sekunde|stunde|tage?|woche|monat|jahr|quartal";

    private const string Month = "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?";

    private const string AsksDuration = $@"\bhow (long|soon|fast|quick(ly)?|often)\b|\b(how many|number of) ({Unit})|\bwie (lange|oft|schnell|bald)\b|\bwie ?viele ({Unit})";

    private const string AsksDate = @"\bwhen\b(?! (i|you|we|he|she|they|a|an|the|someone)\b)|\b(what|which) (time|date|day|year|month|century)\b|\bwann\b"
        + @"|\b(in )?welche[mnrs]? (jahr|tag|datum|monat)\b|\bwie viel uhr\b";

    private const string AsksPercentage = @"\bpercent|%|\bgrowth rate|\bmargin\b|\bprozent|\bwachstumsrate\b";

    private const string AsksNumber = @"\bhow (much|many|far|high|large|big|old|deep|tall|heavy|wide)\b|\b(number|amount|cap|limit|maximum|minimum|ratio|rate|most|total|cost"
        + @"|price|fee|size|share|temperature|population|revenue|sales|income)\b|\bwie ?viele?\b|\bwie (hoch|groß|weit|alt|teuer|schwer|breit|tief)\b|\b(anzahl|betrag|höchstens|mindestens|kosten|umsatz)\b";

    private const string AsksPerson = @"\b(who|whom|whose|wer|wem|wen|wessen)\b";

    /// <summary>What the question asks for; the more telling kind where several would do.</summary>
    public static AskedKind Of(string question) =>
        DurationQuestion().IsMatch(question) ? AskedKind.Duration
        : DateQuestion().IsMatch(question) ? AskedKind.Date
        : PercentageQuestion().IsMatch(question) ? AskedKind.Percentage
        : NumberQuestion().IsMatch(question) ? AskedKind.Number
        : PersonQuestion().IsMatch(question) ? AskedKind.Person
        : AskedKind.Unknown;

    /// <summary>What finds things of this kind in a text.</summary>
    public static Regex? Finder(AskedKind kind) => kind switch
    {
        AskedKind.Duration => Durations(),
        AskedKind.Date => Dates(),
        AskedKind.Percentage => Percentages(),
        AskedKind.Number => Numbers(),
        AskedKind.Person => Persons(),
        _ => null,
    };

    [GeneratedRegex(AsksDuration, Options, Timeout)]
    private static partial Regex DurationQuestion();

    [GeneratedRegex(AsksDate, Options, Timeout)]
    private static partial Regex DateQuestion();

    [GeneratedRegex(AsksPercentage, Options, Timeout)]
    private static partial Regex PercentageQuestion();

    [GeneratedRegex(AsksNumber, Options, Timeout)]
    private static partial Regex NumberQuestion();

    [GeneratedRegex(AsksPerson, Options, Timeout)]
    private static partial Regex PersonQuestion();

    [GeneratedRegex($@"(\d|\b({NumberWord})\b)[^.\n]{{0,20}}\b({Unit})", Options, Timeout)]
    private static partial Regex Durations();

    [GeneratedRegex($@"\b(1[0-9]|20)\d\d\b|\b({Month})\.? \d|\d ?([ap]m|[ap]\.m\.|uhr)\b|\d:\d\d|\b\d+(st|nd|rd|th)\b|\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b\d{{1,2}}\. ?(\d{{1,2}}\.|{Month}|\p{{L}}{{3,9}} \d{{4}})", Options, Timeout)]
    private static partial Regex Dates();

    [GeneratedRegex(@"\d\s?(%|percent|per cent|prozent)", Options, Timeout)]
    private static partial Regex Percentages();

    [GeneratedRegex($@"\d|\b({NumberWord})\b", Options, Timeout)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<=[\p{Ll},;:] )\p{Lu}\p{Ll}+( \p{Lu}\.?)? \p{Lu}\p{Ll}+|\b(Mr|Ms|Mrs|Dr|Sir|President|King|Queen|Herr|Frau)\.? \p{Lu}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Persons();
}

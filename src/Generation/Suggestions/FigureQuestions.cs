using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// Asks for the figure of an English sentence whose shape leaves no doubt what is counted or timed: "Employees may transfer up to five days of
/// leave" gives "How many days of leave may employees transfer?" (pure).
/// </summary>
internal static partial class FigureQuestions
{
    private const int LongestTail = 6;
    private const int LongestUnit = 4;

    /// <returns>Null when the sentence has none of the shapes.</returns>
    public static string? Of(string sentence, CaseEvidence evidence)
    {
        if (Allowed().Match(sentence) is { Success: true } allowed) return HowMany(allowed, Person(allowed.Groups["s"].Value, evidence), evidence);
        if (Owned().Match(sentence) is { Success: true } owned && Named(owned, evidence) is { } owner) return Having(owned, owner);
        if (Lasting().Match(sentence) is { Success: true } lasting && Named(lasting, evidence) is { } what) return WithVerb(lasting.Groups["v"].Value, what);
        if (State().Match(sentence) is { Success: true } state && Named(state, evidence) is { } thing)
        {
            var asks = state.Groups["for"].Success ? "How long" : "When";
            return $"{asks} {state.Groups["be"].Value} {thing} {state.Groups["v"].Value}?";
        }

        return null;
    }

    // "You can carry over a maximum of 240 annual leave hours, from one…": "How many annual leave hours can I carry over?"
    private static string? HowMany(Match match, string? subject, CaseEvidence evidence)
    {
        if (subject is null || Further().IsMatch(match.Groups["rest"].Value) || Unit(match.Groups["rest"].Value, evidence) is not { } unit) return null;
        return $"How many {unit.Counted} {match.Groups["m"].Value} {subject} {match.Groups["v"].Value}{unit.Tail}?";
    }

    private static string? Having(Match match, string owner)
    {
        if (Further().IsMatch(match.Groups["rest"].Value) || UnitWords().Match(match.Groups["rest"].Value) is not { Success: true } unit || !IsPlural(unit.Value)) return null;
        return $"How many {unit.Value} {(match.Groups["v"].Value == "has" ? "does" : "do")} {owner} have?";
    }

    private static string WithVerb(string verb, string what)
    {
        var plain = EnglishVerbs.Base(verb);
        var asks = plain switch
        {
            "take" or "last" or "run" => "How long",
            "cost" => "How much",
            _ => "When",
        };
        return $"{asks} {(plain == verb ? "do" : "does")} {what} {plain}?";
    }

    /// <summary>What is counted, and where or for what, as far as that is short and names no one else.</summary>
    private static (string Counted, string Tail)? Unit(string rest, CaseEvidence evidence)
    {
        if (UnitWords().Match(rest) is not { Success: true } unit || !IsPlural(unit.Value) || unit.Value.Split(' ').Length > LongestUnit) return null;
        var behind = rest[unit.Length..];
        var counted = unit.Value;
        if (OfWhat().Match(behind) is { Success: true } of && of.Groups["x"].Value is var x && evidence.Inside(x.Trim(), Language.English) is not null)
        {
            counted += of.Value.TrimEnd();
            behind = behind[of.Length..];
        }

        var tail = Tail().Match(behind);
        return (counted, tail.Success && tail.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= LongestTail ? " " + tail.Value.Trim() : "");
    }

    private static string? Person(string subject, CaseEvidence evidence) =>
        subject is "You" or "I" ? "I" : subject == "We" ? "we" : Subject.Of(subject, Language.English, evidence);

    private static string? Named(Match match, CaseEvidence evidence) => Subject.Of(match.Groups["s"].Value, Language.English, evidence);

    private static bool IsPlural(string unit) => unit.EndsWith('s') && !unit.EndsWith("ss", StringComparison.Ordinal) || unit is "people" or "staff";

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Number =
        @"(\d[\d.,]*(?!\s?%)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|ninety)";

    private const string Bound = @"((only|about|around|approximately|usually|up to|at most|at least|no more than|no fewer than|a (maximum|minimum|total) of)\s+)*";

    private const string Unlike = @"(of|in|into|from|per|a|an|each|every|for|on|at|to|before|after|within|during|if|when|unless|and|or|by|with|that|which|the|your|until|as|is|are|ahead|long|old|more|less|later|earlier|than|through|away|off|out|must|can)\b";

    [GeneratedRegex(
        @"^(?<s>You|We|I|" + Subject.Pattern + @")\s+(?<m>can|may|must|should)\s+(?<v>(?!be\b|exceed\b|not\b|also\b|only\b|then\b|still\b)[a-z]+(\s+(over|out|up|back|in|off))?)\s+" + Bound + Number + @"\s+(?<rest>[\p{L}][^.;:()?!]*)",
        Plain, 1000)]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^" + Subject.Pattern + @"\s+(?<v>has|have)\s+" + Bound + Number + @"\s+(?<rest>[\p{L}][^.;:()?!]*)", Plain, 1000)]
    private static partial Regex Owned();

    [GeneratedRegex(
        @"^" + Subject.Pattern + @"\s+(?<v>takes?|lasts?|costs?|expires?|lapses?|begins?|starts?|ends?|opens?|closes?)\s+" + Bound
        + @"((on|at|in|by|for|from)\s+)?((the|a)\s+)?([$€£]\s?)?(" + Number + @"|one\s+(minute|hour|day|week|month|year)|(noon|midnight|eleven)|(January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?)\b",
        Plain, 1000)]
    private static partial Regex Lasting();

    [GeneratedRegex(
        @"^" + Subject.Pattern + @"\s+(?<be>is|are)\s+((?<v>valid|kept|stored|retained|available|open)\s+(?<for>for)\s+" + Bound + Number
        + @"\s+(minutes|hours|days|weeks|months|years)|(?<v>due|paid|held|published|reviewed|issued|sent|closed)\s+(on|by|at)\s+(the\s+)?(\d|(January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday)\b))",
        Plain, 1000)]
    private static partial Regex State();

    [GeneratedRegex(@"^(?!" + Unlike + @")[\p{L}’'-]+(\s+(?!" + Unlike + @")[\p{L}’'-]+){0,3}(?=$|[,\s])", Plain, 1000)]
    private static partial Regex UnitWords();

    // More than those that were named before.
    [GeneratedRegex(@"^(further|other|more|same|such|different)\b", Plain, 1000)]
    private static partial Regex Further();

    [GeneratedRegex(@"^\s+of\s+(?<x>(?!" + Unlike + @")[\p{L}’'-]+(\s+(?!" + Unlike + @")[\p{L}’'-]+){0,2})(?=$|[,\s])", Plain, 1000)]
    private static partial Regex OfWhat();

    [GeneratedRegex(@"^\s+(per|each|every|a|for|in|into|from|to|before|after|within|during|at)\s+(?!(this|that|these|those|it|them|which|his|her|their|my|our|its|your|any|such|\d)\b)[\p{L}’'-]+(\s+(?!(this|that|these|those|it|them|which|who|when|if|and|or|but|as|is|are|was|has|have|his|her|their|your|you|so|until|unless)\b)[\p{L}’'-]+)*(?=$|,)", Plain, 1000)]
    private static partial Regex Tail();
}

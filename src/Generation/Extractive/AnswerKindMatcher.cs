using System.Text.RegularExpressions;

namespace RagDocs.Generation.Extractive;

/// <summary>Tells from a text's surface whether it can answer a question of a kind.</summary>
internal static partial class AnswerKindMatcher
{
    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const RegexOptions Cased = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>1 clearly, 0 not at all, between: possibly.</summary>
    /// <param name="terms">Of the text.</param>
    /// <param name="questionNumbers">Numbers the question itself names, which answer nothing.</param>
    public static double Fit(
        QuestionAspect aspect, string text, IReadOnlyList<Term> terms, IReadOnlySet<string> questionNumbers, bool isList)
    {
        return aspect.Kind switch
        {
            AnswerKind.Amount => Quantity(aspect.Unit, text, terms, questionNumbers),
            AnswerKind.Duration when aspect.Unit == QuestionAspect.HowOften => Often().IsMatch(text) ? 1 : TimeSpanWords().IsMatch(text) ? 0.5 : 0.1,
            AnswerKind.Duration when aspect.Unit is not null => Quantity(aspect.Unit, text, terms, questionNumbers),
            AnswerKind.Duration => TimeSpanWords().IsMatch(text) ? 1 : 0.4 * Quantity(unit: null, text, terms, questionNumbers),
            AnswerKind.Time when aspect.Unit == QuestionAspect.ClockTime => ClockTime().IsMatch(text) ? 1 : 0.1,
            AnswerKind.Time => PointInTime().IsMatch(text) ? 1 : TimeSpanWords().IsMatch(text) ? 0.8 : Occasion().IsMatch(text) ? 0.4 : 0,
            AnswerKind.Person => PersonName().IsMatch(text) ? 1 : Role().IsMatch(text) ? 0.7 : 0,
            AnswerKind.Place => NamedPlace().IsMatch(text) ? 1 : Location().IsMatch(text) ? 0.7 : 0,
            AnswerKind.YesNo => Permission().IsMatch(text) ? 1 : 0.3,
            AnswerKind.Reason => Because().IsMatch(text) ? 1 : 0.3,
            AnswerKind.Steps => isList || Instruction().IsMatch(text) ? 1 : 0.3,
            AnswerKind.Definition => IsA().IsMatch(text) ? 1 : 0.3,
            _ => 0.5,
        };
    }

    // A number the question did not bring, best with the unit asked for beside it.
    private static double Quantity(string? unit, string text, IReadOnlyList<Term> terms, IReadOnlySet<string> questionNumbers)
    {
        var best = 0.0;
        for (var i = 0; i < terms.Count; i++)
        {
            // "One" is mostly a pronoun: it counts only before the unit.
            var isOne = terms[i].Stem == "one";
            if (!(terms[i].IsNumber || isOne) || questionNumbers.Contains(terms[i].Stem) || IsPartOfDate(terms, i)) continue;
            var fits = unit is null ? !isOne : HasUnit(unit, text, terms, i);
            best = Math.Max(best, fits ? 1 : isOne ? 0 : unit is null ? 0.55 : WithoutUnit);
        }

        return best;
    }

    private static bool HasUnit(string unit, string text, IReadOnlyList<Term> terms, int number)
    {
        var term = terms[number];
        var after = text.AsSpan(term.Start + term.Text.Length).TrimStart();
        return unit switch
        {
            "%" => after.StartsWith("%") || after.StartsWith("percent", StringComparison.OrdinalIgnoreCase),
            "$" => term.Start > 0 && text[term.Start - 1] is '$' or '€' or '£' || Currency().IsMatch(after),
            _ => terms.Skip(number - UnitBefore).Take(UnitBefore + 1 + UnitReach).Any(t => unit.Split(' ').Contains(t.Stem)),
        };
    }

    // "2014" and the 31 of "March 31" count nothing.
    private static bool IsPartOfDate(IReadOnlyList<Term> terms, int i) =>
        (terms[i].IsYear && terms[i].Text.Length == 4)
        || (i > 0 && Month().IsMatch(terms[i - 1].Text))
        || (i + 1 < terms.Count && terms[i].Text.Length <= 2 && Month().IsMatch(terms[i + 1].Text));

    private const int UnitReach = 4;

    // "People: 13"
    private const int UnitBefore = 2;

    /// <summary>A number that does not say of what.</summary>
    private const double WithoutUnit = 0.35;

    [GeneratedRegex(
        @"^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|" +
        @"dec(ember)?)$",
        Cased | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Month();

    [GeneratedRegex(@"\G((million|billion|thousand)\s+)?(dollars?|euros?|usd|eur|pounds?|cents?|[€£])(?!\p{L})", Plain, 1000)]
    private static partial Regex Currency();

    [GeneratedRegex(
        @"(\d|\b(a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|thirty|sixty|" +
        @"ninety))\W{1,3}([\w\-]+\s+){0,2}(second|minute|hour|day|week|month|quarter|year|decade|pay period|century|" +
        @"centurie)s?\b|\b(daily|weekly|biweekly|monthly|quarterly|annually|yearly|immediately|every (\w+ )?(day|week|month|" +
        @"quarter|year))\b",
        Plain, 1000)]
    private static partial Regex TimeSpanWords();

    [GeneratedRegex(
        @"\b(every|each|once|twice|times|daily|weekly|biweekly|monthly|quarterly|annually|yearly|per (day|week|month|quarter|year)|a (day|week|month|year)|" +
        @"jede[rsn]?|täglich|wöchentlich|monatlich|jährlich|einmal|zweimal|mal)\b",
        Plain, 1000)]
    private static partial Regex Often();

    [GeneratedRegex(
        @"\b(january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|" +
        @"thursday|friday|saturday|sunday|noon|midnight)\b|\b(1[0-9]|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s*([ap]\.?m\b|" +
        @"o'clock)|\b(end|beginning|start|middle) of (the|each|every)\b|\bcentury\b",
        Plain, 1000)]
    private static partial Regex PointInTime();

    [GeneratedRegex(@"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s*([ap]\.?m\b|o'clock)|\b(noon|midnight|close of business|cob)\b", Plain, 1000)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\b(when|once|after|before|until|as soon as|upon|during|within)\b", Plain, 1000)]
    private static partial Regex Occasion();

    [GeneratedRegex(@"\b\p{Lu}\p{Ll}+\s+(\p{Lu}\.\s+)?(van |von |de |al-)?\p{Lu}\p{Ll}+|(?<=[\p{Ll},]\s)\p{Lu}[\p{L}\-]+", Cased, 1000)]
    private static partial Regex PersonName();

    [GeneratedRegex(
        @"\b(supervisor|manager|director|officer|lead|team|department|staff|employees?|committee|board|president|chief|owner|" +
        @"contact|hr|office|administrator|head|specialist)\b|@",
        Plain, 1000)]
    private static partial Regex Role();

    [GeneratedRegex(@"\b(in|at|on|from|to|near|through|via|into|of)\s+(the\s+)?\p{Lu}|@|#\w|https?:", Cased, 1000)]
    private static partial Regex NamedPlace();

    [GeneratedRegex(
        @"\b(in|at|on|under|near|inside|folder|page|room|floor|building|office|portal|site|tab|menu|channel|form|located)\b",
        Plain, 1000)]
    private static partial Regex Location();

    [GeneratedRegex(
        @"\b(not|no|never|cannot|can|may|must|should|only|unless|except|allowed|permitted|prohibited|forbidden|banned|required|" +
        @"eligible|entitled|exempt|optional|mandatory|free to|need to|have to|without)\b|n['’]t\b",
        Plain, 1000)]
    private static partial Regex Permission();

    [GeneratedRegex(
        @"\b(because|since|due to|so that|in order to|as a result|therefore|reasons?|to (ensure|avoid|prevent|protect|allow|" +
        @"help)|caused?|thanks to|owing to|driven by|attributable|resulted|rather than|so)\b",
        Plain, 1000)]
    private static partial Regex Because();

    [GeneratedRegex(
        @"^\W*(\w+ly\s+|please\s+|first,?\s+|then,?\s+|next,?\s+)?(add|apply|ask|attach|call|check|choose|clean|click|complete|" +
        @"contact|create|download|email|enter|file|fill|find|follow|go|install|log|make|navigate|notify|open|order|press|" +
        @"provide|reach|read|register|remove|report|request|run|select|send|set|sign|start|submit|talk|try|turn|type|update|" +
        @"upload|use|visit|wait|work|write)\b|\byou\s+(\w+\s+)?(should|must|need|can|may|will|have)\b|\bplease\b|\b(must|should|" +
        @"need to|have to|by \w+ing)\b",
        Plain, 1000)]
    private static partial Regex Instruction();

    [GeneratedRegex(
        @"\b(is|are|was|were|means?|refers? to|stands for|defined as|describes?|consists? of|called|known as)\b|^[^.:]{2,60}(:|" +
        @"\s[–—-]\s)",
        Plain, 1000)]
    private static partial Regex IsA();
}

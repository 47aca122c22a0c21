using System.Text.RegularExpressions;

namespace RagDocs.Generation.Extractive;

/// <summary>What the words of an English question tell about its answer. Each pattern is a kind of question, never a single one.</summary>
internal static partial class QuestionPatterns
{
    private static readonly (AnswerKind Kind, Regex Pattern)[] Kinds =
    [
        // The first that matches counts.
        (AnswerKind.YesNo, YesNo()), (AnswerKind.Any, ForName()), (AnswerKind.Definition, WhatIsA()), (AnswerKind.Reason, Reason()), (AnswerKind.Duration, Duration()),
        (AnswerKind.Amount, Amount()), (AnswerKind.Time, Time()), (AnswerKind.Person, Person()), (AnswerKind.Place, Place()),
        (AnswerKind.Steps, Steps()), (AnswerKind.Amount, Measure()), (AnswerKind.Definition, Definition()),
    ];

    /// <summary>Only this much of a clause is looked at, so that no text can make the patterns slow (some take time in its square).</summary>
    private const int LongestClause = 500;

    public static AnswerKind KindOf(string clause)
    {
        clause = Shortened(clause);
        foreach (var (kind, pattern) in Kinds)
        {
            if (pattern.IsMatch(clause)) return kind;
        }

        return AnswerKind.Any;
    }

    public static string? UnitOf(string clause)
    {
        clause = Shortened(clause);
        if (Percentage().IsMatch(clause)) return "%";
        if (CountedNoun().Match(clause) is { Success: true } counted)
        {
            return string.Join(' ', Tokenizer.Split(counted.Groups["noun"].Value).Select(t => t.Stem));
        }

        if (Frequency().IsMatch(clause)) return QuestionAspect.HowOften;
        if (TimeOfDay().IsMatch(clause)) return QuestionAspect.ClockTime;
        return Money().IsMatch(clause) ? "$" : null;
    }

    private static string Shortened(string clause) => clause.Length > LongestClause ? clause[..LongestClause] : clause;

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Auxiliary = "is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had|am";

    [GeneratedRegex(
        @",?\s+and\s+(?=(how|what|when|which|who|where|why|by when|after how|until when|(should|does|do|can|may|must|is|are|" +
        @"will)\s+(i|we|it|they|he|she|the|a|an|there|this|that)\b))|;\s+",
        Plain, 1000)]
    internal static partial Regex SecondQuestion();

    // "how many", "what is the maximum": the kind carries them, they are not looked for.
    [GeneratedRegex(@"\bhow\s+(many|much|long|far|often|big|large|high|fast|soon|old|quickly|late|early)\b", Plain, 1000)]
    internal static partial Regex MeasureWords();

    [GeneratedRegex(@"\bwhy\b|\bhow come\b|\bwhat\s+(\w+\s+)?(cause[sd]?|reasons?|drove|led to)\b|\bwarum\b", Plain, 1000)]
    private static partial Regex Reason();

    // "What is the name of the property that makes a number…", "How was it determined how many…": what follows is told, not asked.
    [GeneratedRegex(
        @"^\W*(what|which)\s+(is|are|was|were)\s+the\s+(name|names|term|word|title)s?\b|^\W*how\s+(is|are|was|were|did)\s+(it|they|this|that)\b",
        Plain, 1000)]
    private static partial Regex ForName();

    [GeneratedRegex(
        @"\bhow\s+(long|often|soon|fast|quickly|far\s+(ahead|in advance|back))\b|\b(how many|what number of)\s+(minute|hour|day|" +
        @"week|month|quarter|year|business day|working day)s?\b|\b(longest|shortest)\b.*\b(time|period|last)\b|" +
        @"\bwarranty period\b|\bnotice period\b",
        Plain, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(
        @"\bhow\s+(many|much|big|large|high|low|old|tall|far|wide|deep|heavy|late|early)\b|\b(what|which)\s+(\w+\s+){0,4}(share|" +
        @"percent|percentage|number|amount|maximum|minimum|cap|limit|cost|price|salary|total|rate|fee|size|length|threshold|" +
        @"ratio|revenue|rating|discount|code|sum|margin|quota|premium|population|value|area|score)\b|\bmost\b.*\bi can\b|" +
        @"\bwie\s?viele?\b",
        Plain, 1000)]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"^\W*((and|by|since|until|from)\s+)?when\b(?!.*,)|\b(what|which)\s+(\w+\s+)?(date|time|day|year|month|decade|century|" +
        @"quarter|deadline)\b|\bdeadline\b|\bwann\b",
        Plain, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\b(who|whom|whose)\b|\b(what|which)\s+(\w+\s+)?(person|people|manager|officer|team|department)\b|\bwer\b",
        Plain, 1000)]
    private static partial Regex Person();

    [GeneratedRegex(@"\bwhere\b|\b(what|which)\s+(\w+\s+)?(place|city|country|state|location|room|office|address)\b|\bwo\b", Plain, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(
        @"^\W*(and\s+|so\s+)?(how\s+(do|can|should|could|would|to|must|may)\s+(i|we|you|one|to|employees|staff|someone|" +
        @"people)\b|how\s+to\b|what\s+(\w+\s+)?(steps|can i do|should i do|must i do|do i (have to |need to )?do|" +
        @"(is|has|needs)\s+to\s+be\s+done|is the (process|procedure)|are the (steps|rules|requirements)|can i try)\b)|\bwhat (simple )?\w+ can i (try|do)\b",
        Plain, 1000)]
    private static partial Regex Steps();

    [GeneratedRegex(
        @"^\W*((and|so|but)\s+)?(" + Auxiliary +
        @")\b|,\s*(may|can|must|should|do|does|is|are|am|will)\s+(i|we|it|they|the|a|an|my|there)\b",
        Plain, 1000)]
    private static partial Regex YesNo();

    // "Using the balance sheet, how much…", "Please help me with this: what…"
    [GeneratedRegex(
        @"^\W*((using|considering|based|according|given|looking at|judging|with regard|regarding)\b[^,?]*,|.*:)\s+(?=(how|what|" +
        @"when|which|who|where|why|is|are|was|were|does|do|did|has|have|can|may|must|should)\b)",
        Plain, 1000)]
    internal static partial Regex Preamble();

    // Where to look, not what for: "Using the balance sheet", "According to the information provided".
    [GeneratedRegex(
        @"^\W*(using|considering|based|according|looking|judging|with regard|regarding)\b.*\b(statements?|sheets?|data|information|tables?|reports?|filings?|documents?|details)\b",
        Plain, 1000)]
    internal static partial Regex Source();

    [GeneratedRegex(@"\((formerly|previously|also|in|e\.?g\.?|i\.?e\.?|for example|now)\b[^()]*\)", Plain, 1000)]
    internal static partial Regex Aside();

    // "What was the FY2020 operating margin": measures that are always figures.
    [GeneratedRegex(
        @"\bwhat\s+(is|are|was|were)\b.*\b(total|ratio|revenues?|sales|ebitda|ebit|margin|growth|income|profit|earnings|" +
        @"liabilities|assets|expenses?|expenditures?|capex|debt|equity|cash flow|turnover|inventor(y|ies)|receivables?|" +
        @"payables?|dividends?|balance|percentage|amount|number)\b",
        Plain, 1000)]
    private static partial Regex Measure();

    [GeneratedRegex(@"\b(percent|percentage|share|proportion)\b|%", Plain, 1000)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"\b(how (often|frequently)|wie (oft|häufig))\b", Plain, 1000)]
    private static partial Regex Frequency();

    [GeneratedRegex(@"\b(at|by|until|from|before|after) what time\b|^\W*what time\b", Plain, 1000)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(
        @"^\W*(please\s+)?(answer|round|base|give|state|assume|approach|address|define|respond|consider|note|explain|calculate|" +
        @"use)\b(?!.*\?)",
        Plain, 1000)]
    internal static partial Regex Instruction();

    [GeneratedRegex(
        @"\b(how many|what number of|number of)\s+((more|other|different|total|business|working|calendar|full|free|paid|" +
        @"extra)\s+)*(?<noun>[\p{L}\-]+(\s+(?!(" + Auxiliary + @"|of|in|on|at|for|to|per|after|before|i|we|you)\b)[\p{L}\-]+)?)",
        Plain, 1000)]
    private static partial Regex CountedNoun();

    [GeneratedRegex(
        @"\bhow much\b(?!\s+(\w+\s+){0,2}(time|leave|vacation|holidays?|notice|experience|training|space|memory|storage|water|weight|energy)\b).*\b(cost|pay|paid|charged?|spend|spent|money|earned|worth|revenue|income|profit|salary)\b|\b(what|which|" +
        @"whose)\b.*\b(salary|cost|price|fee|budget|premium|revenue|spending)\b|\b(usd|dollars?|euros?)\b|[$€£]",
        Plain, 1000)]
    private static partial Regex Money();

    [GeneratedRegex(
        @"^\W*what\s+(is|are|was|were)\s+((a|an|the|meant by)\s+)?[^\s?,]+(\s+[^\s?,]+){0,3}\s*\?*\s*$|\bwhat does\b.*\b(mean|" +
        @"stand for)\b|^\W*define\b|\bdefinition of\b",
        Plain, 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\W*what\s+(is|are)\s+an?\s+[\p{L}\-/]+(\s+[\p{L}\-/]+){0,2}\s*\?*\s*$", Plain, 1000)]
    private static partial Regex WhatIsA();
}

using System.Text.RegularExpressions;
using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.FollowUps;

internal enum LeaningKind
{
    /// <summary>The question stands alone.</summary>
    None,

    /// <summary>The same question for something else: "And for part-timers?", "What about Berlin?".</summary>
    OtherCase,

    /// <summary>A pronoun stands for something said before: "How long is it then?".</summary>
    Reference,

    /// <summary>A question word with hardly anything else: "Since when?", "Why?".</summary>
    Fragment,
}

/// <summary>Tells by a question's surface how it leans on what was asked before.</summary>
internal static partial class Leaning
{
    private const int LongestFollowUp = 300;

    /// <summary>So many words of its own before a pronoun are what the pronoun stands for.</summary>
    private const int OwnSubject = 2;

    private const int FragmentWords = 4;
    private const int OtherCaseWords = 7;

    public static LeaningKind Of(string question)
    {
        if (question.Length > LongestFollowUp) return LeaningKind.None;
        var text = question.Trim();
        if (OtherCase().Match(text) is { Success: true } other && other.Groups["x"].Value.Split(' ').Length <= OtherCaseWords
            && !(other.Groups["bare"].Success && HasVerb().IsMatch(text)))
        {
            return LeaningKind.OtherCase;
        }

        if (FindReference(text) is not null) return LeaningKind.Reference;
        return ContentWords(text) == 0 && text.Split(' ').Length <= FragmentWords && QuestionWord().IsMatch(text) && !HasOwnName(text)
            ? LeaningKind.Fragment
            : LeaningKind.None;
    }

    /// <summary>The pronoun that stands for something outside the question; null when there is none.</summary>
    public static Match? FindReference(string text)
    {
        foreach (Match match in Pronoun().Matches(text))
        {
            if (!HasOwnSubject(text, match) && !IsDummy(text, match)) return match;
        }

        return null;
    }

    // "Is the laptop replaced when it breaks?", "How old was Manning when he…": what the pronoun stands for is in the question itself.
    private static bool HasOwnSubject(string text, Match pronoun)
    {
        var before = ContentWords(text[..pronoun.Index]);
        return before >= OwnSubject || (before > 0 && ContentWords(text) > OwnSubject) || (Personal().IsMatch(pronoun.Value) && HasOwnName(text));
    }

    private static int ContentWords(string text) =>
        Tokenizer.Split(QuestionPatterns.MeasureWords().Replace(text, " ")).Count(t => !t.IsStopWord && !FrameWords.Contains(t) && !SmallWords.Contains(t.Text));

    // "Is it possible to…", "Gibt es…": the pronoun stands for nothing.
    private static bool IsDummy(string text, Match pronoun)
    {
        if (pronoun.Value == "IT") return true;
        var (before, after) = (text[..pronoun.Index], text[(pronoun.Index + pronoun.Length)..]);
        return pronoun.Value.ToLowerInvariant() switch
        {
            "there" => Exists().IsMatch(before) || ExistsAfter().IsMatch(after),
            "es" => GivesBefore().IsMatch(before) || DummyAfter().IsMatch(after),
            _ => DummyAfter().IsMatch(after),
        };
    }

    private static bool HasOwnName(string text) => text.Split(' ').Skip(1).Any(w => w.Length > 1 && char.IsUpper(w[0]) && w.Any(char.IsLetter));

    private static readonly HashSet<string> SmallWords = new(
        """
        ask so ok okay thanks lange länge viel viele hoch oft weit groß lang gilt gelten dauert dauern ist sind bekomme bekommt bekommen beantrage
        beantragen geht gehen kostet kosten mache macht machen muss muß müssen darf dürfen kann können soll sollen gibt heißt bedeutet brauche
        braucht wann wie was wer wo warum wieso weshalb apply cost last mean happen then since until seit bis ab dann denn dort there else sonst noch genau
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"^\W*((and|or|but|ok(ay)?|so|then)[,\s]+)?((what|how)\s+about|what\s+(is|are)\s+it\s+(for|in|with)|how\s+(is|does)\s+(it|that)\s+(look|work)?\s*(for|in|with))\s+(?<x>[^?.!]+?)\s*[?.!]*$" +
        @"|^\W*(und\s+|oder\s+|aber\s+)?((was|wie)\s+(ist|sieht\s+es|steht\s+es|gilt)(\s+(es|das))?\s+(mit|bei|für|in|um))\s+(?<x>[^?.!]+?)(\s+aus)?\s*[?.!]*$" +
        @"|^\W*(and|or|und|oder|aber|but)\s+(also\s+|auch\s+)?(?<x>(?<p>for|in|at|with|from|by|on|after|before|without|für|bei|mit|im|ohne|nach|vor|am|an|aus|als|auf|unter)\s+[^?.!]+?)\s*[?.!]*$" +
        @"|^\W*(?<x>(?<p>for|in|with|at|für|bei|mit|im|ohne)\s+(?<bare>[^?.!]+?))\s*\?$" +
        @"|^\W*(and|und)\s+(?<x>(?<bare>(?!(what|how|when|where|who|why|which|is|are|do|does|did|can|may|must|should|will|was|wie|wann|wo|wer|warum|welche[rsmn]?|ist|sind|kann|darf|muss|gibt|gilt|then|if)\b)[^?.!]+?))\s*\?$",
        Plain, 1000)]
    public static partial Regex OtherCase();

    [GeneratedRegex(
        @"\b(is|are|was|were|do|does|did|can|may|must|should|will|have|has|get|ist|sind|war|kann|darf|muss|soll|gibt|gilt|habe|hat|bekomme|bekommt)\b",
        Plain, 1000)]
    private static partial Regex HasVerb();

    [GeneratedRegex(
        @"\b(it|its|they|them|theirs?|he|she|him|those|these|there|this|the\s+(same|other)(\s+one)?|both)\b(?!\s*['’]s\s+(possible|allowed))" +
        @"|\b(?<=\b(is|are|was|does|did|of|for|about|than|with|after|before|from|by)\s)that\b|\bthat\b(?=\s*[?.!]*$)" +
        @"|\b(?<=\b(ist|sind|gilt|gelten|dauert|kostet|bekomme|bekommt|muss|kann|darf|wird|wurde|war|hat|beantrage|brauche|mache|ich|man|wir)\s)(er|sie|es|das|dies|dem|ihn|ihm|ihr|ihnen)\b(?!\s+(?-i:\p{Lu}))" +
        @"|\b(davon|dafür|dazu|damit|dabei|daran|darauf|darüber|dagegen|dort|dessen|deren|diese[rsmn]?|dieselbe[rsmn]?|denen)\b",
        Plain, 1000)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"\b(is|are|was|were|will|does|do|can|could|be)\s+$", Plain, 1000)]
    private static partial Regex Exists();

    [GeneratedRegex(@"^\s+(is|are|was|were|will|exists?|any|an?|some)\b", Plain, 1000)]
    private static partial Regex ExistsAfter();

    [GeneratedRegex(@"\bgibt\s+$", Plain, 1000)]
    private static partial Regex GivesBefore();

    [GeneratedRegex(@"^(its|theirs?|they|he|she|his|her)$", Plain, 1000)]
    private static partial Regex Personal();

    [GeneratedRegex(
        @"^\s+((still|also|ever|even|really)\s+)?(possible|allowed|permitted|necessary|required|mandatory|ok(ay)?|safe|important|worth|better|enough|true|take\b|called\b|mean\b.*\b(for|to|when)\b|" +
        @"möglich|erlaubt|nötig|notwendig|vorgeschrieben|erforderlich|wichtig|verboten)",
        Plain, 1000)]
    private static partial Regex DummyAfter();

    [GeneratedRegex(@"^\W*(and|und|but|aber|so)?\W*(what|how|when|where|who|whom|why|which|since|until|by|from|was|wie|wann|wo|wer|wem|warum|wieso|seit|bis|ab|welche[rsmn]?)\b", Plain, 1000)]
    private static partial Regex QuestionWord();
}

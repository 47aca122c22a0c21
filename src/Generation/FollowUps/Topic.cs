using System.Text.RegularExpressions;
using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.FollowUps;

/// <summary>What an earlier question was about, word for word from it.</summary>
internal static partial class Topic
{
    private const double TitleValue = 2;
    private const double AnswerValue = 1;
    private const double NameValue = 1.5;
    private const double LengthValue = 0.3;

    /// <summary>A later phrase narrows the one before it: "the hotel limit for Lisbon" is about the limit.</summary>
    private const double LaterCost = 0.1;

    /// <summary>The phrase that a pronoun most likely stands for; empty when the question names nothing.</summary>
    public static string Of(string question, EarlierTurn turn)
    {
        var titles = Stems(string.Join(' ', turn.Titles));
        var answer = Stems(turn.Answer);
        var phrases = Phrases(question);
        return phrases.Count == 0 ? "" : phrases.Select((p, i) => (Phrase: p, Value: Value(p, titles, answer) - (LaterCost * i))).MaxBy(x => x.Value).Phrase;
    }

    /// <summary>All that the question is about: from its first telling word to its last.</summary>
    public static string Phrase(string question)
    {
        var telling = Telling(question);
        return telling.Count == 0 ? "" : question[telling[0].Start..(telling[^1].Start + telling[^1].Text.Length)];
    }

    // Telling words that stand together, an adjective or "of" between two of them included.
    private static List<string> Phrases(string question)
    {
        var telling = Telling(question);
        var phrases = new List<string>();
        for (var i = 0; i < telling.Count;)
        {
            var last = i;
            while (last + 1 < telling.Count && Between().IsMatch(question[(telling[last].Start + telling[last].Text.Length)..telling[last + 1].Start])) last++;
            var end = telling[last].Start + telling[last].Text.Length;
            phrases.Add(question[telling[i].Start..(end + Member().Match(question[end..]).Length)]);
            i = last + 1;
        }

        return phrases;
    }

    private static List<Term> Telling(string question)
    {
        var blanked = Counted().Replace(question, m => new string(' ', m.Length));
        return [.. Tokenizer.Split(QuestionPatterns.MeasureWords().Replace(blanked, m => new string(' ', m.Length)))
            .Where(t => !t.IsStopWord && !FrameWords.Contains(t) && !Verbs.Contains(t.Stem) && !t.IsNumber)];
    }

    private static double Value(string phrase, HashSet<string> titles, HashSet<string> answer)
    {
        var words = Tokenizer.Split(phrase);
        var named = words.Any(w => char.IsUpper(w.Text[0]) || w.IsNumber) ? NameValue : 0;
        return named + words.Average(w => (titles.Contains(w.Stem) ? TitleValue : 0) + (answer.Contains(w.Stem) ? AnswerValue : 0)) + (LengthValue * Math.Min(words.Count, 3));
    }

    private static HashSet<string> Stems(string text) => [.. Tokenizer.Split(text).Select(t => t.Stem)];

    /// <summary>What people do with the things they ask about.</summary>
    private static readonly HashSet<string> Verbs =
    [
        .. Tokenizer.Split(
            """
            apply approve ask begin buy carry come earn expire fill finish get give keep last lapse live make meet open pay receive send submit
            take belong beantragen bekomme bekommen bekommt beginnt brauche braucht dauert endet gibt gilt kostet melden mache nehmen stellen
            steht verfällt darf muss kann soll lange viele hoch
            """).Select(t => t.Stem),
    ];

    [GeneratedRegex(@"^([\s\-–'’]+|\s+(of|von|des|der)\s+(the\s+|a\s+)?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Between();

    // "agent 7"
    [GeneratedRegex(@"^\s+\d{1,4}\b(?![.,]?\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Member();

    // The unit counted is not the topic: "how many days of parental leave".
    [GeneratedRegex(
        @"(?<=\b(how many|wie viele)\s)(minutes?|hours?|days?|weeks?|months?|years?|euros?|dollars?|percent|minuten|stunden|tage|wochen|monate|jahre|prozent)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Counted();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>Other ways to say what a passage says. Each gives null where it does not apply.</summary>
internal static class TrueSentences
{
    private static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12)];
    private static readonly string[] Small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly (string From, string To)[] Rewordings =
    [
        ("because", "since"), ("such as", "like"), ("in order to", "to"), ("approximately", "about"), ("do not", "don't"), ("does not", "doesn't"), ("should", "ought to"), ("will", "is going to"),
        ("help", "assist"), ("many", "a lot of"), ("began", "started"), ("begin", "start"), ("obtain", "get"), ("obtained", "found"), ("important", "significant"), ("various", "different"),
        ("however", "though"), ("use", "make use of"), ("people", "persons"), ("may", "can"), ("show", "demonstrate"), ("shows", "demonstrates"), ("often", "frequently"), ("several", "a number of"),
        ("company", "firm"), ("buy", "purchase"), ("ask", "request"), ("also", "as well"), ("need to", "have to"), ("which", "that"), ("if", "in case"), ("your", "one's"),
        ("large", "big"), ("primarily", "mainly"), ("including", "among them"), ("based on", "on the basis of"), ("was", "has been"), ("make sure", "ensure"), ("you can", "it is possible to"),
    ];

    public static string? Verbatim(SourceText source, string sentence, Random random) => sentence;

    public static string? Joined(SourceText source, string sentence, Random random)
    {
        var other = source.Sentences[random.Next(source.Sentences.Count)];
        if (other == sentence) return null;
        return $"{sentence.TrimEnd('.', ' ')}{(random.Next(2) == 0 ? "; " : ", and ")}{LowerFirst(other)}";
    }

    public static string? NumberFormat(SourceText source, string sentence, Random random)
    {
        var written = Pattern.Replace(sentence, @"(?<n>January|February|March|April|May|June|July|August|September|October|November|December) (?<d>\d{1,2}), (?<y>\d{4})", match =>
        {
            var (month, day, year) = (Array.IndexOf(Months, match.Groups["n"].Value) + 1, int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture), match.Groups["y"].Value);
            return random.Next(2) == 0 ? $"{year}-{month:00}-{day:00}" : $"{day} {match.Groups["n"].Value} {year}";
        });
        written = Pattern.Replace(written, @"\$(\d{1,3})\.(\d) billion", match => $"${match.Groups[1].Value},{match.Groups[2].Value}00 million".Replace("$0,", "$", StringComparison.Ordinal));
        written = Pattern.Replace(written, @"(?<![\d,.])(\d{1,3}),(\d{3})(?![\d,])", match => match.Groups[1].Value + (random.Next(2) == 0 ? "" : "\u00a0") + match.Groups[2].Value);
        written = Pattern.Replace(written, @"(\d)( percent|%)", match => match.Groups[1].Value + (match.Groups[2].Value == "%" ? " percent" : "%"));
        written = Pattern.Replace(written, @"(?<![\d.,$€£:/-])\b([2-9]|1[0-2])\b(?![\d.,:%/-]|(st|nd|rd|th))(?= \p{Ll})", match => Small[int.Parse(match.Value, CultureInfo.InvariantCulture)]);
        written = Pattern.Replace(written, @"(?<=\p{Ll} )(two|three|four|five|six|seven|eight|ten|eleven|twelve)(?= \p{Ll})", match => Array.IndexOf(Small, match.Value).ToString(CultureInfo.InvariantCulture));
        return written == sentence ? null : written;
    }

    public static string? Reordered(SourceText source, string sentence, Random random)
    {
        var match = Pattern.Match(sentence, @"^(?<a>(In|On|At|For|By|During|After|Before|When|If|As|With|Under|To|Once|While|Because|Since|From) [^,.;]{4,80}), (?<b>[^;]{15,})\.$");
        return match.Success ? $"{UpperFirst(match.Groups["b"].Value)} {LowerFirst(match.Groups["a"].Value)}." : null;
    }

    public static string? Reworded(SourceText source, string sentence, Random random)
    {
        var (written, changes) = (sentence, 0);
        foreach (var (from, to) in Rewordings.OrderBy(_ => random.Next()))
        {
            if (changes == 3) break;
            var next = Pattern.Replace(written, $@"(?<=[\p{{Ll}},] ){Regex.Escape(from)}(?= )", to);
            if (next == written) continue;
            (written, changes) = (next, changes + 1);
        }

        return changes >= 2 ? written : null;
    }

    public static string? Resolved(SourceText source, string sentence, Random random)
    {
        var match = Pattern.Match(sentence, @"^(It|They|He|She|This|These|We|You) (?=(is|are|was|were|has|have|had|will|can|may|must|should|also|did|does|do)\b)");
        return match.Success && source.Heading.Length is > 2 and < 50 ? $"{source.Heading} {sentence[match.Length..]}" : null;
    }

    public static string? Shortened(SourceText source, string sentence, Random random)
    {
        var written = Pattern.Replace(sentence, @" \([^()]{4,}\)|, (which|who|although|including|such as) [^,.;]+(?=\.$)|^(However|Additionally|Therefore|Moreover|Also|Finally|Typically), ", "");
        return written == sentence || written.Length < 40 ? null : UpperFirst(written);
    }

    private static string UpperFirst(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // "In", "The", "You": not a name.
    private static string LowerFirst(string text) =>
        RagDocs.Retrieval.Text.StopWords.Contains(text.Split(' ')[0]) && text[0] != 'I' | text.StartsWith("In ", StringComparison.Ordinal) | text.StartsWith("If ", StringComparison.Ordinal) | text.StartsWith("It ", StringComparison.Ordinal)
            ? char.ToLowerInvariant(text[0]) + text[1..]
            : text;
}

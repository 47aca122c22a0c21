using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>What a passage does not say, close to what it says. Each gives null where it does not apply.</summary>
internal static class AlteredSentences
{
    private const string Month = "January|February|March|April|May|June|July|August|September|October|November|December";
    private static readonly string[] Words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly (string From, string To)[] Turns =
    [
        ("all", "some"), ("every", "some"), ("always", "sometimes"), ("at least", "at most"), ("more than", "less than"), ("before", "after"), ("after", "before"), ("increase", "decrease"),
        ("increased", "decreased"), ("decreased", "increased"), ("decrease", "increase"), ("must", "may"), ("may", "must"), ("maximum", "minimum"), ("minimum", "maximum"), ("first", "last"),
        ("higher", "lower"), ("largest", "smallest"), ("up to", "at least"), ("with", "without"), ("include", "exclude"), ("includes", "excludes"), ("increases", "decreases"), ("high", "low"),
        ("low", "high"), ("large", "small"), ("small", "large"), ("less than", "more than"), ("higher than", "lower than"), ("early", "late"), ("start", "end"), ("add", "remove"), ("some", "all"),
    ];

    public static string? WrongNumber(SourceText source, string sentence, Random random)
    {
        var numbers = Pattern.Matches(sentence, @"(?<![\d.,/-])\$?\d[\d,]*(\.\d+)?(?![\d/-])").Where(m => !Pattern.IsMatch(m.Value, @"^(1[5-9]|20)\d\d$")
            && !Pattern.IsMatch(sentence[..m.Index], $@"({Month}) $") && !Pattern.IsMatch(sentence[(m.Index + m.Length)..], $@"^ ({Month})")).ToList();
        var words = Pattern.Matches(sentence, $@"(?<=\p{{Ll}} )({string.Join('|', Words)})(?= \p{{Ll}})").ToList();
        if (numbers.Count + words.Count == 0) return null;
        var pick = random.Next(numbers.Count + words.Count);
        if (pick >= numbers.Count)
        {
            var word = words[pick - numbers.Count];
            return Replace(sentence, word, Words[(Array.IndexOf(Words, word.Value) + 1 + random.Next(Words.Length - 1)) % Words.Length], source);
        }

        var number = numbers[pick];
        var digits = number.Value.ToCharArray();
        var places = Enumerable.Range(0, digits.Length).Where(i => char.IsAsciiDigit(digits[i])).ToList();
        var at = places[random.Next(places.Count)];
        digits[at] = (char)('1' + (digits[at] - '0' + random.Next(8)) % 9);
        return new string(digits) == number.Value ? null : Replace(sentence, number, new string(digits), source: null);
    }

    public static string? WrongDate(SourceText source, string sentence, Random random)
    {
        var dates = Pattern.Matches(sentence, $@"(?<!\d)(1[5-9]|20)\d\d(?!\d)|(?<=({Month}) )\d{{1,2}}(?=\b)|({Month})(?= \d)").ToList();
        if (dates.Count == 0) return null;
        var date = dates[random.Next(dates.Count)];
        if (!char.IsAsciiDigit(date.Value[0]))
        {
            var months = Month.Split('|');
            return Replace(sentence, date, months[(Array.IndexOf(months, date.Value) + 1 + random.Next(11)) % 12], source: null);
        }

        var value = int.Parse(date.Value, CultureInfo.InvariantCulture);
        var wrong = date.Length == 4 ? value + (random.Next(2) == 0 ? 1 : -1) * random.Next(1, 10) : (value + random.Next(1, 27)) % 28 + 1;
        return wrong == value ? null : Replace(sentence, date, wrong.ToString(CultureInfo.InvariantCulture), source: null);
    }

    public static string? SwappedName(SourceText source, string sentence, Random random)
    {
        var names = Names(sentence);
        if (names.Count == 0) return null;
        var name = names[random.Next(names.Count)];
        var others = Names(source.Text).Select(n => n.Value).Distinct().Where(n => !sentence.Contains(n, StringComparison.Ordinal) && !n.Contains(name.Value, StringComparison.Ordinal)
            && !name.Value.Contains(n, StringComparison.Ordinal)).ToList();
        return others.Count == 0 ? null : Replace(sentence, name, others[random.Next(others.Count)], source: null);
    }

    public static string? ExchangedNames(SourceText source, string sentence, Random random)
    {
        var names = Names(sentence).DistinctBy(n => n.Value).ToList();
        if (names.Count < 2) return null;
        var (a, b) = (names[0], names[^1]);
        // A list says the same in any order.
        if (Pattern.IsMatch(sentence[(a.Index + a.Length)..b.Index], @"^[\s,]*(and|or|,|\p{Lu}[\p{L}-]*|\s)*$") || a.Value.Contains(b.Value, StringComparison.Ordinal) || b.Value.Contains(a.Value, StringComparison.Ordinal)) return null;
        return sentence[..a.Index] + b.Value + sentence[(a.Index + a.Length)..b.Index] + a.Value + sentence[(b.Index + b.Length)..];
    }

    public static string? ExchangedNumbers(SourceText source, string sentence, Random random)
    {
        var numbers = Pattern.Matches(sentence, @"(?<![\d.,/-])\d[\d,]*(\.\d+)?(?![\d/-])").DistinctBy(n => n.Value).ToList();
        if (numbers.Count < 2) return null;
        var (a, b) = (numbers[0], numbers[^1]);
        if (Pattern.IsMatch(sentence[(a.Index + a.Length)..b.Index], @"^[\s,%]*(and|or|to|,|-|–|\d|\s)*$")) return null;
        return sentence[..a.Index] + b.Value + sentence[(a.Index + a.Length)..b.Index] + a.Value + sentence[(b.Index + b.Length)..];
    }

    public static string? Negated(SourceText source, string sentence, Random random)
    {
        var not = Pattern.Match(sentence, @"(?<= (is|are|was|were|can|must|should|may|will|do|does|did|has|have|could|would)) not(?= \p{Ll})");
        if (not.Success) return sentence.Remove(not.Index, not.Length);
        var verb = Pattern.Match(sentence, @"(?<=\p{L} )(is|are|was|were|can|must|should|may|will|could|would)(?= (?!not|only|no )\p{L})");
        if (!verb.Success) return null;
        return sentence.Insert(verb.Index + verb.Length, " not");
    }

    public static string? Turned(SourceText source, string sentence, Random random)
    {
        foreach (var (from, to) in Turns.OrderBy(_ => random.Next()))
        {
            var match = Pattern.Match(sentence, $@"(?<=[\p{{Ll}},] ){from}(?= [\p{{Ll}}\d$])");
            if (match.Success) return Replace(sentence, match, to, source: null);
        }

        return null;
    }

    private static List<Match> Names(string text) =>
        [.. Pattern.Matches(text, @"(?<=[\p{Ll},] )\p{Lu}[\p{L}'’-]+( \p{Lu}[\p{L}'’-]+){0,2}").Where(m => !Pattern.IsMatch(m.Value, $@"^({Month}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I|The)\b"))];

    private static string? Replace(string sentence, Match match, string with, SourceText? source) =>
        source is not null && Pattern.IsMatch(source.Text, $@"(?i)\b{Regex.Escape(with)}\b") ? null : sentence[..match.Index] + with + sentence[(match.Index + match.Length)..];
}

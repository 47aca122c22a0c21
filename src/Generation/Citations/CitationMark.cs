using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Generation.Citations;

/// <summary>
/// Reads citation marks the way models write them: [1], [1, 2], [1-3], [[1]], [^1], [Passage 2], (source 2), 【3†source】, and a raised number behind
/// the end of a sentence (pure). A bare number in round brackets is text: it may count something.
/// </summary>
internal static partial class CitationMark
{
    /// <summary>Longer brackets are text.</summary>
    public const int Longest = 48;

    /// <summary>A longer link behind a mark is text.</summary>
    private const int LongestLink = 300;

    private const int WidestRange = 20;

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const string Ends = ".!?…。！？";

    /// <summary>The mark that begins at a character.</summary>
    /// <param name="complete">False: more may follow.</param>
    /// <param name="numbers">Empty unless there is a mark.</param>
    /// <returns>Characters of the mark, with the address of a Markdown link behind it; 0: it is text; -1: not to be known yet.</returns>
    public static int At(string raw, int start, bool complete, out IReadOnlyList<int> numbers)
    {
        numbers = [];
        var isRaised = Raised.Contains(raw[start], StringComparison.Ordinal);
        var length = isRaised ? RaisedAt(raw, start, complete) : BracketAt(raw, start, complete);
        if (length <= 0) return length;
        if (isRaised)
        {
            numbers = [raw.AsSpan(start, length).ToArray().Aggregate(0, (n, c) => n * 10 + Raised.IndexOf(c, StringComparison.Ordinal))];
            return length;
        }

        if (Numbers(raw.Substring(start, length)) is not { } read) return 0;
        var link = LinkAt(raw, start + length, complete);
        if (link < 0) return -1;
        numbers = read;
        return length + link;
    }

    /// <param name="bracketed">With its brackets.</param>
    /// <returns>The numbers, in order; null when this is no citation mark but text in brackets.</returns>
    public static IReadOnlyList<int>? Numbers(string bracketed)
    {
        if (bracketed.StartsWith("[[", StringComparison.Ordinal) && bracketed.EndsWith("]]", StringComparison.Ordinal)) bracketed = bracketed[1..^1];
        if (bracketed.Length > Longest || Mark().Match(bracketed) is not { Success: true } mark) return null;
        if (bracketed[0] == '(' && (mark.Groups["w"].Captures.Count == 0 || !char.IsLetter(mark.Groups["w"].Value[0]))) return null;
        var numbers = new List<int>();
        var (digits, separators) = (mark.Groups["n"].Captures, mark.Groups["s"].Captures);
        for (var i = 0; i < digits.Count; i++)
        {
            var number = int.Parse(digits[i].Value, CultureInfo.InvariantCulture);
            var isRangeEnd = i > 0 && separators[i - 1].Value is "-" or "–" && number > numbers[^1] && number - numbers[^1] <= WidestRange;
            if (isRangeEnd) numbers.AddRange(Enumerable.Range(numbers[^1] + 1, number - numbers[^1]));
            else numbers.Add(number);
        }

        return numbers;
    }

    private static int BracketAt(string raw, int start, bool complete)
    {
        var rest = raw.AsSpan(start, Math.Min(Longest, raw.Length - start));
        var isDouble = rest is ['[', '[', ..];
        var end = rest[0] == '(' ? rest.IndexOf(')') : isDouble ? rest.IndexOf("]]") : rest.IndexOfAny(']', '】');
        if (end >= 0) return end + (isDouble ? 2 : 1);
        return complete || raw.Length - start >= Longest ? 0 : -1;
    }

    // months.¹ but not m², 10³: only behind what ends a sentence.
    private static int RaisedAt(string raw, int start, bool complete)
    {
        if (start == 0 || !Ends.Contains(raw[start - 1], StringComparison.Ordinal)) return 0;
        var end = start;
        while (end < raw.Length && Raised.Contains(raw[end], StringComparison.Ordinal)) end++;
        return end == raw.Length && !complete ? -1 : end - start > 2 ? 0 : end - start;
    }

    // [1](https://…): the address is the model's invention.
    private static int LinkAt(string raw, int start, bool complete)
    {
        if (start >= raw.Length || raw[start] != '(') return 0;
        var rest = raw.AsSpan(start, Math.Min(LongestLink, raw.Length - start));
        var end = rest.IndexOf(')');
        if (end < 0) return complete || rest.Length >= LongestLink ? 0 : -1;
        return Link().IsMatch(rest[1..end]) ? end + 1 : 0;
    }

    [GeneratedRegex(
        @"^[\[【(]\s*(?<w>\^|\#|(?:passages?|sources?|documents?|docs?|refs?\.?|quellen?|dokumente?|textstellen?|stellen?|extraits?|fuentes?|fragmentos?|pasajes?|documentos?|fonti|fonte|brani|brano|documenti|fontes|trechos?|bron|bronnen|documenten)\s*)?(?<n>[0-9]{1,3})(?:\s*(?<s>,|;|-|–|&|and|und|et|y|e|en)\s*(?<w>\^|\#|(?:passages?|sources?|documents?|docs?|refs?\.?|quellen?|dokumente?|textstellen?|stellen?|extraits?|fuentes?|fragmentos?|pasajes?|documentos?|fonti|fonte|brani|brano|documenti|fontes|trechos?|bron|bronnen|documenten)\s*)?(?<n>[0-9]{1,3}))*\s*(?:†[^\]】]*)?[\]】)]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(?:https?://|\#|/|\./)\S*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}

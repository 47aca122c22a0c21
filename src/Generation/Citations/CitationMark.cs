using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Generation.Citations;

/// <summary>Reads citation marks the way models write them: [1], [1, 2], [1-3], [^1], [Passage 2], 【3†source】 (pure).</summary>
internal static partial class CitationMark
{
    /// <summary>Longer brackets are text.</summary>
    public const int Longest = 48;

    private const int WidestRange = 20;

    /// <param name="bracketed">With its brackets.</param>
    /// <returns>The numbers, in order; null when this is no citation mark but text in brackets.</returns>
    public static IReadOnlyList<int>? Numbers(string bracketed)
    {
        if (bracketed.Length > Longest || Mark().Match(bracketed) is not { Success: true } mark) return null;
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

    [GeneratedRegex(
        @"^[\[【]\s*(?<w>\^|\#|(?:passages?|sources?|documents?|docs?|quellen?|dokumente?)\s*)?(?<n>[0-9]{1,3})(?:\s*(?<s>,|;|-|–|&|and|und)\s*(?<w>\^|\#|(?:passages?|sources?|documents?|docs?|quellen?|dokumente?)\s*)?(?<n>[0-9]{1,3}))*\s*(?:†[^\]】]*)?[\]】]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}

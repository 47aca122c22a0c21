using System.Text.RegularExpressions;

namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>Regular expressions over documents we did not write: each may take a second.</summary>
internal static class Pattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static bool IsMatch(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.None, Patience);

    public static Match Match(string text, string pattern) => Regex.Match(text, pattern, RegexOptions.None, Patience);

    public static IEnumerable<Match> Matches(string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.None, Patience);

    public static string[] Split(string text, string pattern) => Regex.Split(text, pattern, RegexOptions.None, Patience);

    public static string Replace(string text, string pattern, string with) => Regex.Replace(text, pattern, with, RegexOptions.None, Patience);

    public static string Replace(string text, string pattern, MatchEvaluator with) => Regex.Replace(text, pattern, with, RegexOptions.None, Patience);
}

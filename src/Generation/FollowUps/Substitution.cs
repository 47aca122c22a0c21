using System.Text.RegularExpressions;

namespace RagDocs.Generation.FollowUps;

/// <summary>Asks the earlier question again for another case: another place, group, year or thing.</summary>
internal static partial class Substitution
{
    /// <summary>Characters at the end of two words that make them the same kind of thing.</summary>
    private const int AlikeEnd = 6;

    /// <returns>Null when the follow-up names no other case.</returns>
    public static string? Of(string text, string previous)
    {
        var match = Leaning.OtherCase().Match(text);
        if (!match.Success) return null;
        var wanted = match.Groups["x"].Value.Trim();
        var preposition = match.Groups["p"].Value;
        var noun = preposition.Length > 0 ? wanted[preposition.Length..].Trim() : wanted;
        var bare = Determined().Replace(noun, "");
        if (bare.Length == 0) return null;
        var body = previous.TrimEnd('?', '!', '.', ' ');
        return (Year(noun) ? Replaced(YearIn(), body, noun) : null)
            ?? (preposition.Length > 0 ? SameSlot(body, preposition, noun) : null)
            ?? SameKind(body, bare)
            ?? (IsName(bare) ? NameReplaced(body, bare) : null)
            ?? (bare != noun && preposition.Length == 0 && BeginsWithAnd().IsMatch(text) ? SameArticle(body, noun) : null)
            ?? $"{body} {(preposition.Length > 0 ? preposition.ToLowerInvariant() : Languages.QuestionLanguage.Of(previous) == Languages.Language.German ? "für" : "for")} {noun}?";
    }

    // "What is the hotel limit for Lisbon?", "And for Porto?"
    private static string? SameSlot(string body, string preposition, string noun)
    {
        var slot = Regex.Match(
            body, $@"\b{Regex.Escape(preposition)}\s+(?<n>((the|a|an|my|our|all|dem|der|die|das|den|einem|einer)\s+)?[\p{{L}}\d\-]+(\s+\p{{Lu}}[\p{{L}}\-]*)*)",
            RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var group = slot.Groups["n"];
        return slot.Success ? $"{body[..group.Index]}{noun}{body[(group.Index + group.Length)..]}?" : null;
    }

    // "Und Teilzeitkräfte?" after a question on "Vollzeitkräfte", "part-timers" after "full-timers".
    private static string? SameKind(string body, string noun)
    {
        var last = noun[(noun.LastIndexOf(' ') + 1)..];
        var alike = Word().Matches(body).FirstOrDefault(m => m.Value != last && CommonEnd(m.Value, last) >= AlikeEnd && CommonEnd(m.Value, last) < m.Length);
        return alike is null ? null : $"{body[..alike.Index]}{noun}{body[(alike.Index + alike.Length)..]}?";
    }

    private static int CommonEnd(string a, string b)
    {
        var n = 0;
        while (n < a.Length && n < b.Length && char.ToLowerInvariant(a[^(n + 1)]) == char.ToLowerInvariant(b[^(n + 1)])) n++;
        return n;
    }

    // "How do I order a new laptop?", "And a monitor?"
    private static string? SameArticle(string body, string noun)
    {
        var article = noun[..noun.IndexOf(' ')];
        var phrase = Topic.Phrase(body);
        var at = body.LastIndexOf($" {article} ", StringComparison.OrdinalIgnoreCase);
        return at > 0 && body.EndsWith(phrase, StringComparison.Ordinal) ? $"{body[..at]} {noun}?" : null;
    }

    // The last name of the earlier question gives way to the new one; German writes every noun like a name, so there only a place after "in" does.
    private static string? NameReplaced(string body, string noun)
    {
        if (Languages.QuestionLanguage.Of(body) == Languages.Language.German) return SameSlot(body, "in", noun) ?? SameSlot(body, "für", noun);
        var names = NameIn().Matches(body).Where(m => m.Index > 0).ToList();
        return names.Count == 0 ? null : $"{body[..names[^1].Index]}{noun}{body[(names[^1].Index + names[^1].Length)..]}?";
    }

    private static string? Replaced(Regex pattern, string body, string noun) =>
        pattern.Match(body) is { Success: true } found ? $"{body[..found.Index]}{YearIn().Match(noun).Value}{body[(found.Index + found.Length)..]}?" : null;

    private static bool Year(string noun) => YearIn().IsMatch(noun) && noun.Length <= "the year 2024".Length;

    private static bool IsName(string noun) => NameIn().IsMatch(noun) && char.IsUpper(noun[0]);

    [GeneratedRegex(@"^(the|an?|my|our|der|die|das|den|dem|einen?|einem|einer|eine)\s+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Determined();

    [GeneratedRegex(@"^\W*(and|und)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BeginsWithAnd();

    [GeneratedRegex(@"[\p{L}\-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(FY\s?)?(19|20)\d\d\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearIn();

    [GeneratedRegex(@"\b\p{Lu}[\p{L}\d\-]+(\s+\p{Lu}[\p{L}\d\-]*|\s+\d{1,4}\b)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameIn();
}

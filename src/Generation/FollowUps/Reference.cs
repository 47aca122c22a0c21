using System.Text.RegularExpressions;

namespace RagDocs.Generation.FollowUps;

/// <summary>Puts what is meant in the place of a pronoun.</summary>
internal static partial class Reference
{
    /// <returns>Null when there is nothing to put in.</returns>
    public static string? Replace(string text, string topic)
    {
        if (topic.Length == 0 || Leaning.FindReference(text) is not { } pronoun) return null;
        var (before, after) = (text[..pronoun.Index], text[(pronoun.Index + pronoun.Length)..]);
        var word = pronoun.Value.ToLowerInvariant();

        // "this rule", "diese Regel": the noun stays, and what it belongs to is added behind it.
        if (Determiner().IsMatch(word) && NounAfter().Match(after) is { Success: true } noun)
        {
            return $"{before}{pronoun.Value}{after[..noun.Length]} ({topic}){after[noun.Length..]}";
        }

        var instead = word switch
        {
            "its" or "their" or "theirs" => Possessive(topic),
            "there" or "dort" => $"in {topic}",
            _ when GermanPrepositions.TryGetValue(word, out var preposition) => $"{preposition} {topic}",
            _ => topic,
        };
        return Tidy().Replace($"{before}{instead}{after}", "${end}");
    }

    private static string Possessive(string topic) => topic.EndsWith('s') ? topic + "'" : topic + "'s";

    private static readonly Dictionary<string, string> GermanPrepositions = new(StringComparer.Ordinal)
    {
        ["davon"] = "von", ["dafür"] = "für", ["dazu"] = "zu", ["damit"] = "mit", ["dabei"] = "bei", ["daran"] = "an", ["darauf"] = "auf",
        ["darüber"] = "über", ["dagegen"] = "gegen",
    };

    [GeneratedRegex(@"^(this|these|those|diese[rsmn]?|dieselbe[rsmn]?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Determiner();

    [GeneratedRegex(
        @"^\s+(?!(is|are|was|were|do|does|can|may|must|should|will|have|has|be|mean|apply|ist|sind|gilt|kann|darf|muss)\b)[\p{L}\-]{3,}",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NounAfter();

    // "How long is the trial period then?"
    [GeneratedRegex(@"\s+(then|dann|denn)(?<end>\s*\?)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tidy();
}

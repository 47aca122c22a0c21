namespace RagDocs.Generation.FollowUps;

/// <summary>
/// Makes a question that leans on earlier ones stand alone, by rules (pure; English and German). What is said instead of a pronoun or left out
/// is taken word for word from the earlier questions; a question that stands alone comes back unchanged.
/// </summary>
internal static class FollowUpRules
{
    /// <summary>Only the latest turns are read; what was asked before them is rarely meant.</summary>
    private const int ReadTurns = 6;

    /// <summary>Whether the question cannot be understood without what was asked before.</summary>
    public static bool Leans(string question) => Leaning.Of(question) != LeaningKind.None;

    /// <param name="earlier">Oldest first.</param>
    /// <returns>The question itself when it stands alone or nothing earlier helps.</returns>
    public static string Standalone(string question, IReadOnlyList<EarlierTurn> earlier)
    {
        EarlierTurn? before = null;
        foreach (var turn in earlier.TakeLast(ReadTurns))
        {
            var searched = turn.Searched ?? (before is null ? turn.Question : Rewrite(turn.Question, before));
            before = turn with { Searched = searched };
        }

        return before is null ? question : Rewrite(question, before);
    }

    private static string Rewrite(string question, EarlierTurn before)
    {
        var text = question.Trim();
        var previous = (before.Searched ?? before.Question).Trim();
        return Leaning.Of(text) switch
        {
            LeaningKind.OtherCase => Substitution.Of(text, previous) ?? Appended(text, previous),
            LeaningKind.Reference => Reference.Replace(text, Topic.Of(previous, before)) ?? Appended(text, previous),
            LeaningKind.Fragment => Appended(text, previous),
            _ => question,
        };
    }

    // "Since when?" after "What is the hotel limit for Lisbon?": "Since when – the hotel limit for Lisbon?"
    private static string Appended(string text, string previous)
    {
        var topic = Topic.Phrase(previous);
        return topic.Length == 0 ? text : $"{text.TrimEnd('?', '!', '.', ' ')} – {topic}?";
    }
}

namespace RagDocs.Generation.FollowUps;

/// <summary>A question asked before in the same conversation.</summary>
/// <param name="Question">As typed.</param>
public sealed record EarlierTurn(string Question)
{
    /// <summary>What was searched for instead; null when the question stood alone or nobody knows.</summary>
    public string? Searched { get; init; }

    /// <summary>The answer's text; empty when there was none.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Titles of the documents cited.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];
}

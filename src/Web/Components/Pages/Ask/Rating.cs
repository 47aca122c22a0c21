namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>What a person thinks of an answer.</summary>
/// <param name="Reason">Value of one of <see cref="Reasons"/>; empty when not said.</param>
public sealed record Rating(bool Helpful, string Reason, string Comment)
{
    /// <summary>What can be wrong with an answer, to be chosen from.</summary>
    public static readonly IReadOnlyList<(string Value, string Text)> Reasons =
    [
        ("wrong", "Reason.Wrong"), ("incomplete", "Reason.Incomplete"), ("outdated", "Reason.Outdated"), ("wrong-source", "Reason.WrongSource"),
        ("not-found", "Reason.NotFound"),
    ];
}

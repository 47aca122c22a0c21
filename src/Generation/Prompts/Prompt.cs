using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Prompts;

/// <summary>What is sent to a language model.</summary>
/// <param name="Messages">The fixed text first, in a system message or at the beginning of the user's, then passages and question.</param>
/// <param name="Offered">How many passages are in it, numbered from 1: the best ones.</param>
/// <param name="Tokens">What it needs.</param>
internal sealed record Prompt(IReadOnlyList<ChatMessage> Messages, int Offered, int Tokens)
{
    /// <summary>What the model is told to write when the passages hold no answer.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>The tokens were counted by the model's own tokenizer, not estimated.</summary>
    public bool Counted { get; init; }

    /// <summary>A fixed text and what is new, in the roles that the model's template has.</summary>
    public static IReadOnlyList<ChatMessage> Compose(PromptStyle style, string rules, string user) => style == PromptStyle.UserOnly
        ? [new ChatMessage(ChatRole.User, $"{rules}\n\n{user}")]
        : [new ChatMessage(ChatRole.System, rules), new ChatMessage(ChatRole.User, user)];
}

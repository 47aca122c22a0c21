using Microsoft.Extensions.AI;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.LanguageModels;

/// <summary>A language model that can be asked now.</summary>
/// <param name="Title">For people.</param>
/// <param name="Grammar">Its server understands GBNF grammars.</param>
/// <param name="ContextTokens">For prompt and answer together.</param>
internal sealed record ChatModel(IChatClient Client, string Title, bool Grammar, int ContextTokens)
{
    /// <summary>System or UserOnly.</summary>
    public PromptStyle Style { get; init; } = PromptStyle.System;

    /// <summary>Its tokenizer; null where it cannot be asked.</summary>
    public TokenCount? Count { get; init; }
}

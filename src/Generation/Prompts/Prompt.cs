using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Prompts;

/// <summary>What is sent to a language model.</summary>
/// <param name="Messages">The fixed system text first, then passages and question.</param>
/// <param name="Offered">How many passages are in it, numbered from 1: the best ones.</param>
/// <param name="Tokens">What it needs, estimated.</param>
internal sealed record Prompt(IReadOnlyList<ChatMessage> Messages, int Offered, int Tokens);

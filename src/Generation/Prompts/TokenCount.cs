using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Prompts;

/// <summary>Counts the tokens of a whole prompt, the template's own included, with the tokenizer of the model that will read it.</summary>
/// <returns>Null: it cannot be counted now.</returns>
internal delegate Task<int?> TokenCount(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken);

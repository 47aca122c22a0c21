using Microsoft.Extensions.AI;

namespace RagDocs.Generation.LanguageModels;

/// <summary>A language model that can be asked now.</summary>
/// <param name="Title">For people.</param>
/// <param name="Grammar">Its server understands GBNF grammars.</param>
/// <param name="ContextTokens">For prompt and answer together.</param>
internal sealed record ChatModel(IChatClient Client, string Title, bool Grammar, int ContextTokens);

using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.LanguageModels;

/// <summary>Where the engine of this machine serves a model of this kind; starts it when it does not run yet.</summary>
/// <returns>Null when no such model is installed.</returns>
public delegate Task<OpenAiEndpoint?> LocalEngine(ModelKind kind, CancellationToken cancellationToken);

/// <summary>The title of the chat model that <see cref="LocalEngine"/> would serve, without starting anything; null when none is installed.</summary>
public delegate string? InstalledChatModel();

using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.OpenAi;

/// <summary>Where an OpenAI-compatible server is reached: the local engine on its Unix socket, or any server an administrator named.</summary>
/// <param name="Address">Base address that ends before <c>/v1</c>, for example <c>http://gpu-7:8000</c>; only its path counts with a socket.</param>
/// <param name="Model">The model's name as the server knows it.</param>
public sealed record OpenAiEndpoint(Uri Address, string Model)
{
    /// <summary>Path of a Unix socket to connect to instead of the address's host.</summary>
    public string? Socket { get; init; }

    /// <summary>Sent as a bearer token.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The server understands the <c>grammar</c> field (our engine and llama-server do).</summary>
    public bool Grammar { get; init; }

    /// <summary>Tokens that prompt and answer may have together, when known.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>Whether the model's template takes a system text; Auto: a system text is sent.</summary>
    public PromptStyle Style { get; init; }

    /// <summary>The server counts the tokens of a conversation at <c>/tokenize</c> (our engine and vLLM do).</summary>
    public bool CountsTokens { get; init; }

    /// <summary>The model's name for people; null: the same as <see cref="Model"/>.</summary>
    public string? Title { get; init; }

    /// <summary>PEM file with the certificate authority that signed the server's certificate; null: the system's authorities.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Go through the proxy that the environment names. Off: nothing leaves over a proxy by accident.</summary>
    public bool UseProxy { get; init; }

    /// <summary>Section of the settings that names the server: what is to be set right stands in messages for people.</summary>
    internal string Settings { get; init; } = "LanguageModel:Remote";

    /// <summary>Where this is, in words for people; never holds a key.</summary>
    internal string Place => Socket is null ? $"{Address.Scheme}://{Address.Authority}{Address.AbsolutePath.TrimEnd('/')}" : $"socket {Socket}";

    /// <summary>Without the key, so that it gets into no log.</summary>
    public override string ToString() => $"{Model} at {Place}";
}

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
}

using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.LanguageModels;

/// <summary>A model server elsewhere: vLLM, TGI, LMDeploy, Ollama, llama-server, or the engine of another RagDocs.</summary>
public sealed class RemoteModelOptions
{
    /// <summary>For example <c>https://gpu-7:8000</c>; a <c>/v1</c> at its end may be there or not. Empty: none.</summary>
    public string Address { get; set; } = "";

    /// <summary>The model's name as the server knows it.</summary>
    public string Model { get; set; } = "";

    /// <summary>The name shown to people; empty: the model's.</summary>
    public string Title { get; set; } = "";

    public string ApiKey { get; set; } = "";

    /// <summary>A file that holds the key, instead of <see cref="ApiKey"/>; read anew for each question, so a key can be changed while running.</summary>
    public string ApiKeyFile { get; set; } = "";

    /// <summary>PEM file of the authority that signed the server's certificate; empty: the system's authorities.</summary>
    public string CaCertificate { get; set; } = "";

    /// <summary>The server understands GBNF grammars (our engine, llama-server).</summary>
    public bool Grammar { get; set; }

    /// <summary>Whether the model's chat template takes a system text. Auto: told by the model's name.</summary>
    public PromptStyle PromptStyle { get; set; }

    /// <summary>The server counts tokens at <c>/tokenize</c> (our engine, vLLM); off: they are estimated.</summary>
    public bool CountsTokens { get; set; }

    /// <summary>Tokens for prompt and answer together; null: <see cref="LanguageModelOptions.ContextTokens"/>.</summary>
    public int? ContextTokens { get; set; }

    /// <summary>Go through the proxy that the environment names.</summary>
    public bool UseProxy { get; set; }

    internal bool IsSet => Address.Length > 0;

    internal string ShownTitle => Title.Length > 0 ? Title : Model;

    /// <exception cref="ModelServerException">The key's file cannot be read.</exception>
    internal OpenAiEndpoint ToEndpoint() => new(new Uri(Base()), Model)
    {
        ApiKey = Key(), Grammar = Grammar, ContextTokens = ContextTokens, UseProxy = UseProxy, Title = ShownTitle,
        CaCertificate = CaCertificate.Length > 0 ? CaCertificate : null, CountsTokens = CountsTokens,
        Style = PromptStyle == PromptStyle.Auto ? PromptStyles.OfModelName(Model) : PromptStyle,
    };

    internal IEnumerable<string> Faults()
    {
        if (!IsSet) yield break;
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            yield return "LanguageModel:Remote:Address must be an address like http://gpu-7:8000, without a name or key in it.";
        }

        if (Model.Length == 0) yield return "LanguageModel:Remote:Model must name the model that the server at LanguageModel:Remote:Address serves.";
        if (ApiKey.Length > 0 && ApiKeyFile.Length > 0) yield return "Set LanguageModel:Remote:ApiKey or LanguageModel:Remote:ApiKeyFile, not both.";
        if (ApiKey.Any(c => char.IsControl(c) || c > '~')) yield return "LanguageModel:Remote:ApiKey may hold plain ASCII characters only.";
        if (CaCertificate.Length > 0 && !File.Exists(CaCertificate)) yield return $"LanguageModel:Remote:CaCertificate names {CaCertificate}, which is not there.";
        if (ContextTokens is < 512) yield return "LanguageModel:Remote:ContextTokens must be at least 512.";
    }

    private string Base()
    {
        var address = Address.TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.Ordinal) ? address[..^3] : address;
    }

    private string? Key()
    {
        if (ApiKeyFile.Length == 0) return ApiKey.Length > 0 ? ApiKey : null;
        try
        {
            return File.ReadAllText(ApiKeyFile).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelServerException(
                ModelServerProblem.KeyRefused, $"The key file {ApiKeyFile} cannot be read. Set LanguageModel:Remote:ApiKeyFile to one that can.", failure);
        }
    }
}

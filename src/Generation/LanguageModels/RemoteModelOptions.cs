using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.LanguageModels;

/// <summary>A model server elsewhere: vLLM, TGI, LMDeploy, Ollama, llama-server, or the engine of another RagDocs.</summary>
public sealed class RemoteModelOptions : RemoteServerOptions
{
    /// <summary>The server understands GBNF grammars (our engine, llama-server).</summary>
    public bool Grammar { get; set; }

    /// <summary>Whether the model's chat template takes a system text. Auto: told by the model's name.</summary>
    public PromptStyle PromptStyle { get; set; }

    /// <summary>The server counts tokens at <c>/tokenize</c> (our engine, vLLM); off: they are estimated.</summary>
    public bool CountsTokens { get; set; }

    /// <summary>Tokens for prompt and answer together; null: <see cref="LanguageModelOptions.ContextTokens"/>.</summary>
    public int? ContextTokens { get; set; }

    internal override string Settings => "LanguageModel:Remote";

    internal override OpenAiEndpoint ToEndpoint() => base.ToEndpoint() with
    {
        Grammar = Grammar, ContextTokens = ContextTokens, CountsTokens = CountsTokens,
        Style = PromptStyle == PromptStyle.Auto ? PromptStyles.OfModelName(Model) : PromptStyle,
    };

    internal override IEnumerable<string> Faults() => IsSet && ContextTokens is < 512
        ? base.Faults().Append("LanguageModel:Remote:ContextTokens must be at least 512.")
        : base.Faults();
}

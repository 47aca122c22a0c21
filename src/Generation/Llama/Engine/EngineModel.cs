using RagDocs.Generation.Models;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>The model an engine has loaded.</summary>
/// <param name="Id">The file name without its ending: the model's name over HTTP.</param>
/// <param name="Description">For example "llama 7B Q4_0".</param>
/// <param name="ContextTokens">What one request may have, prompt and answer together.</param>
/// <param name="EmbeddingLength">Numbers in a vector.</param>
internal sealed record EngineModel(string Id, ModelKind Kind, string Description, long Bytes, long Parameters, int ContextTokens, int EmbeddingLength);

/// <param name="Values">Of length one (L2).</param>
/// <param name="Tokens">Read.</param>
/// <param name="Cut">The text was longer than the model reads; its end was left out.</param>
internal sealed record TextVector(float[] Values, int Tokens, bool Cut);

/// <param name="Score">Higher fits better; comparable only for the same question and model.</param>
internal sealed record DocumentScore(float Score, int Tokens, bool Cut);

/// <summary>Counted since the start; a snapshot.</summary>
/// <param name="PromptTokens">Computed; those of <paramref name="CachedTokens"/> are not among them.</param>
/// <param name="CachedTokens">Of prompts, found in the cache.</param>
internal sealed record EngineStatistics(
    int Running, int Waiting, long Requests, long Rejected, long Canceled,
    long PromptTokens, long CachedTokens, double PromptSeconds, long GeneratedTokens, double GenerationSeconds,
    long DraftedTokens, long AcceptedTokens, long Embedded, long Scored);

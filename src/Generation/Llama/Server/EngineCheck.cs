using System.Diagnostics;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Llama.Server;

/// <summary>One trial of a model without a server: loads it and has it do a little of what it is for.</summary>
public static class EngineCheck
{
    private const int Tokens = 8;

    /// <exception cref="LlamaException">Why the model cannot be used.</exception>
    public static async Task<EngineCheckResult> RunAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        using var logs = EngineConsole.CreateLoggers();
        using var native = new NativeLogLines(logs.CreateLogger("ragdocs.engine"));
        var loading = Stopwatch.StartNew();
        await using var engine = await LlamaEngine.LoadAsync(options, TimeProvider.System, logs.CreateLogger("ragdocs.engine"), cancellationToken);
        loading.Stop();
        var working = Stopwatch.StartNew();
        var tokens = await TryAsync(engine, cancellationToken);
        var model = engine.Model;
        return new EngineCheckResult(
            model.Id, model.Kind, model.Description, model.Bytes, model.Parameters, model.ContextTokens, model.EmbeddingLength,
            Math.Round(loading.Elapsed.TotalSeconds, 3), tokens, Math.Round(tokens / working.Elapsed.TotalSeconds, 2), Environment.WorkingSet);
    }

    /// <returns>Tokens written, or read.</returns>
    private static async Task<int> TryAsync(LlamaEngine engine, CancellationToken cancellationToken)
    {
        const string text = "RagDocs answers questions from documents.";
        return engine.Model.Kind switch
        {
            ModelKind.Embedding => (await engine.EmbedAsync(text, "", cancellationToken)).Tokens,
            ModelKind.Reranker => (await engine.ScoreAsync("What does RagDocs do?", text, "", cancellationToken)).Tokens,
            _ => await WriteAsync(engine, cancellationToken),
        };
    }

    private static async Task<int> WriteAsync(LlamaEngine engine, CancellationToken cancellationToken)
    {
        var request = new GenerationRequest([new ChatTurn("user", "Say hello.")]) { MaxTokens = Tokens };
        var written = 0;
        await foreach (var step in engine.GenerateAsync(request, cancellationToken))
        {
            if (step is GenerationEnded ended) written = ended.GeneratedTokens;
        }

        return written;
    }
}

/// <param name="Bytes">Of the file.</param>
/// <param name="Context">Tokens that one request may have.</param>
/// <param name="Dimensions">Numbers in a vector.</param>
/// <param name="Tokens">Written by a chat model, read by the others.</param>
/// <param name="TokensPerSecond">Of this first and short trial, reading the prompt included; a warm engine is faster.</param>
/// <param name="ResidentBytes">Memory of the process with the model.</param>
public sealed record EngineCheckResult(
    string Model, ModelKind Kind, string Description, long Bytes, long Parameters, int Context, int Dimensions,
    double LoadSeconds, int Tokens, double TokensPerSecond, long ResidentBytes);

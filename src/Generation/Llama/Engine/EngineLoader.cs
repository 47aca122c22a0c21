using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine.Cells;
using RagDocs.Generation.Llama.Engine.Lookup;
using RagDocs.Generation.Llama.Engine.Machine;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>What a loaded engine consists of.</summary>
/// <param name="Prompts">Of a chat model.</param>
internal sealed record LoadedEngine(LlamaModel Native, EngineModel Model, EngineCounters Counters, IEngineWorker Worker, PromptTokenizer? Prompts);

/// <summary>From a file and the options to a model in memory and a worker with a context, sized for this machine.</summary>
internal static class EngineLoader
{
    /// <summary>Encoders read passages; a longer context would only reserve memory for its square.</summary>
    private const int MostToEncode = 1024;

    /// <summary>Rows that fit beside one token of everybody.</summary>
    private const int LeastPromptPiece = 16;

    /// <exception cref="LlamaException">The file, an adapter or an option cannot be used.</exception>
    public static LoadedEngine Load(EngineOptions options, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        Check(options);
        // In C# first: a hostile header would end the process in native code.
        var info = GgufModelInfo.Read(options.ModelPath);
        var adapters = options.Adapters.Sum(adapter => GgufAdapterInfo.Read(adapter.Path).FileBytes);
        var plan = MemoryPlan.Choose(info, options.ContextTokens, AvailableMemory.Bytes(), adapters);
        var model = LoadModel(options, plan.Mode, time, log, cancellationToken);
        try
        {
            var counters = new EngineCounters();
            return info.Kind == ModelKind.Chat
                ? Writer(model, options, plan.ContextTokens, counters, time)
                : Encoder(model, info.Kind, options, counters, time);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void Check(EngineOptions options)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            throw new LlamaException($"The engine cannot start so: {string.Join(" ", faults.Select(f => f.ErrorMessage))}");
    }

    private static LlamaModel LoadModel(EngineOptions options, LoadMode mode, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var settings = new LoadSettings(mode, Repack: mode == LoadMode.Read, options.GpuLayers);
        var model = LlamaModel.Load(options.ModelPath, settings, progress: null, cancellationToken);
        Log.ModelLoaded(log, options.ModelPath, mode.ToString(), (long)time.GetElapsedTime(started).TotalMilliseconds, Threads(options));
        return model;
    }

    private static LoadedEngine Writer(LlamaModel model, EngineOptions options, int contextTokens, EngineCounters counters, TimeProvider time)
    {
        var prompts = new PromptTokenizer(model, options.Template);
        // Idle sequences keep conversations that may go on; in a unified cache more sequences cost nothing.
        var sequences = 2 * options.Parallel;
        var batch = Math.Max(options.BatchTokens, sequences + LeastPromptPiece);
        // The library ends the process when it has fewer outputs than sequences.
        var settings = new ContextSettings(contextTokens, batch, sequences, Threads(options)) { Outputs = sequences + DraftLength.Longest };
        var context = new LlamaContext(model, settings);
        try
        {
            context.SetAdapters(options.Adapters);
            var trial = ContextTrial.Run(context, time);
            var table = new SequenceTable(sequences, context.ContextTokens, trial.CanForgetAPart);
            var worker = new GenerationWorker(context, table, options, counters, time);
            worker.Seed(trial.Rows, trial.Took);
            return new LoadedEngine(model, Describe(model, ModelKind.Chat, context.ContextTokens), counters, worker, prompts);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static LoadedEngine Encoder(LlamaModel model, ModelKind kind, EngineOptions options, EngineCounters counters, TimeProvider time)
    {
        var encoder = new TextEncoder(model, options.ContextTokens ?? Math.Min(model.TrainedContext, MostToEncode), Threads(options));
        return new LoadedEngine(
            model, Describe(model, kind, encoder.MaxTokens), counters, new EncodingWorker(encoder, options, counters, time), Prompts: null);
    }

    private static EngineModel Describe(LlamaModel model, ModelKind kind, int contextTokens) => new(
        Path.GetFileNameWithoutExtension(model.Path), kind, model.Description, model.Bytes, model.Parameters, contextTokens, model.EmbeddingLength);

    private static int Threads(EngineOptions options) => options.Threads ?? ProcessorCores.ThreadsForEngine();
}

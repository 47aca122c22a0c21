using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine.Cells;
using RagDocs.Generation.Llama.Engine.Lookup;
using RagDocs.Generation.Llama.Engine.Machine;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>From a file and the options to a model in memory and a worker with a context, sized for this machine.</summary>
internal static class EngineLoader
{
    /// <summary>Encoders read passages; a longer context would only reserve memory for its square.</summary>
    private const int MostToEncode = 1024;

    /// <summary>Rows that fit beside one token of everybody.</summary>
    private const int LeastPromptPiece = 16;

    public static LlamaModel LoadModel(EngineOptions options, LoadMode mode, ILogger log, CancellationToken cancellationToken)
    {
        var started = Environment.TickCount64;
        var settings = new LoadSettings(mode, Repack: mode == LoadMode.Read, options.GpuLayers);
        var model = LlamaModel.Load(options.ModelPath, settings, progress: null, cancellationToken);
        Log.ModelLoaded(log, options.ModelPath, mode.ToString(), Environment.TickCount64 - started);
        return model;
    }

    public static GenerationWorker Writer(LlamaModel model, EngineOptions options, int contextTokens, EngineCounters counters, TimeProvider time)
    {
        // Idle sequences keep conversations that may go on; in a unified cache more sequences cost nothing.
        var sequences = 2 * options.Parallel;
        var settings = new ContextSettings(
            contextTokens, Math.Max(options.BatchTokens, sequences + LeastPromptPiece), sequences, Threads(options))
        {
            // The library ends the process with fewer outputs than sequences.
            Outputs = sequences + DraftLength.Longest,
        };
        var context = new LlamaContext(model, settings);
        try
        {
            if (options.Adapters.Count > 0)
                context.SetAdapters(options.Adapters);
            var table = new SequenceTable(sequences, context.ContextTokens, canReuse: CanForgetAPart(context));
            return new GenerationWorker(context, table, options, counters, time);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    public static TextEncoder Encoder(LlamaModel model, EngineOptions options) =>
        new(model, options.ContextTokens ?? Math.Min(model.TrainedContext, MostToEncode), Threads(options));

    /// <summary>Keys and values of one token in 16 bits each.</summary>
    public static long CellBytes(Func<string, string?> metadata)
    {
        var architecture = metadata("general.architecture");
        var (layers, heads) = (Number("block_count", 32), Number("attention.head_count", 32));
        var length = Number("embedding_length", 4096) / Math.Max(1, heads);
        var keysAndValues = Number("attention.key_length", length) + Number("attention.value_length", length);
        return layers * Number("attention.head_count_kv", heads) * keysAndValues * sizeof(ushort);

        long Number(string key, long otherwise) => long.TryParse(metadata($"{architecture}.{key}"), out var number) ? number : otherwise;
    }

    private static int Threads(EngineOptions options) => options.Threads ?? ProcessorCores.ThreadsForEngine();

    /// <summary>
    /// Recurrent memories (Mamba and its relatives) can only be emptied, and sharing a part of them would silently be wrong. Their names grow
    /// with every release, so it is tried; the step also warms the weights up.
    /// </summary>
    private static bool CanForgetAPart(LlamaContext context)
    {
        using var batch = context.NewBatch();
        var token = context.Model.Special.Begin ?? 0;
        batch.Add(token, 0, 0, wantsLogits: false);
        batch.Add(token, 1, 0, wantsLogits: true);
        _ = context.Decode(batch);
        try
        {
            context.RemoveTail(0, 1);
            return true;
        }
        catch (LlamaException)
        {
            return false;
        }
        finally
        {
            context.Clear();
        }
    }
}

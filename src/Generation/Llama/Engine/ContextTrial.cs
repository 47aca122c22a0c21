using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>What a context shows in its first steps, before anybody asks; they also warm the weights up.</summary>
/// <param name="CanForgetAPart">A sequence's end can be cut, and its beginning shared.</param>
/// <param name="Rows">Of the step that was timed.</param>
/// <param name="Took">Time of that step.</param>
internal sealed record ContextTrial(bool CanForgetAPart, int Rows, TimeSpan Took)
{
    /// <summary>About a second on a slow machine with a large model.</summary>
    private const int TimedRows = 32;

    public static ContextTrial Run(LlamaContext context, TimeProvider time)
    {
        try
        {
            using var batch = context.NewBatch();
            // The first step meets cold weights; only the second tells the speed.
            Decode(context, batch, rows: 2);
            var canForget = TryForget(context);
            context.Clear();
            var rows = Math.Min(TimedRows, Math.Min(batch.Capacity, context.ContextTokens));
            var started = time.GetTimestamp();
            Decode(context, batch, rows);
            return new ContextTrial(canForget, rows, time.GetElapsedTime(started));
        }
        finally
        {
            context.Clear();
        }
    }

    private static void Decode(LlamaContext context, LlamaBatch batch, int rows)
    {
        batch.Clear();
        var token = context.Model.Special.Begin ?? 0;
        for (var i = 0; i < rows; i++)
            batch.Add(token, i, 0, wantsLogits: i == rows - 1);
        if (context.Decode(batch) == DecodeStatus.Ok)
            _ = context.Logits(rows - 1);
    }

    /// <summary>
    /// Recurrent memories (Mamba and its relatives) can only be emptied, and sharing a part of them would silently be wrong. Their names grow
    /// with every release, so it is tried.
    /// </summary>
    private static bool TryForget(LlamaContext context)
    {
        try
        {
            context.RemoveTail(0, 1);
            return true;
        }
        catch (LlamaException)
        {
            return false;
        }
    }
}

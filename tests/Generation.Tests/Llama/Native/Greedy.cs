using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Tests.Llama.Native;

/// <summary>The plainest way to write: one sequence, one token a step, the likeliest always.</summary>
internal sealed class Greedy(LlamaContext context, SamplerChain? sampler = null)
{
    public List<int> Write(int[] prompt, int count)
    {
        using var own = SamplerChain.Create(context.Model, new(), null);
        using var batch = context.NewBatch();
        var written = new List<int>();
        context.Clear();
        for (var i = 0; i < prompt.Length; i++) batch.Add(prompt[i], i, 0, i == prompt.Length - 1);
        while (true)
        {
            Assert.Equal(DecodeStatus.Ok, context.Decode(batch));
            written.Add((sampler ?? own).Sample(context, batch.Count - 1));
            if (written.Count == count || context.Model.IsEndOfGeneration(written[^1])) return written;
            batch.Clear();
            batch.Add(written[^1], prompt.Length + written.Count - 1, 0, wantsLogits: true);
        }
    }
}

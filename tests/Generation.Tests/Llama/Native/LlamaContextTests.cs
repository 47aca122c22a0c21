using System.Text;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Native;

public sealed class LlamaContextTests
{
    private static readonly int[] Prompt = [1, 300, 310, 320, 330];

    [Fact]
    public void TheSameWordsComeFromOneThreadAndTwo()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var one = new LlamaContext(model, new ContextSettings(256, 64, 1, 1));
        using var two = new LlamaContext(model, new ContextSettings(512, 32, 2, 2));
        Assert.Equal(new Greedy(one).Write(Prompt, 24), new Greedy(two).Write(Prompt, 24));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1.5f)]
    public void AGrammarBindsEveryWord(float temperature)
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(256, 64, 1, 1));
        for (var seed = 0u; seed < 20; seed++)
        {
            using var sampler = SamplerChain.Create(model, new SamplingOptions { Temperature = temperature, Seed = seed },
                "root ::= [a-z ]{4,30} \"[\" [1-3] \"].\"");
            var text = new StringBuilder();
            foreach (var token in new Greedy(context, sampler).Write(Prompt, 60)) text.Append(Encoding.UTF8.GetString(model.Piece(token)));
            Assert.Matches("^[a-z ]{4,30}\\[[1-3]\\]\\.$", text.ToString());
        }
    }

    [Fact]
    public void ASeedRepeatsAndAnotherDiffers()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(256, 64, 1, 1));
        Assert.Equal(Write(7), Write(7));
        Assert.NotEqual(Write(7), Write(8));

        List<int> Write(uint seed)
        {
            using var sampler = SamplerChain.Create(model, new SamplingOptions { Temperature = 1, TopK = 40, TopP = 0.9f, MinP = 0.01f, RepeatPenalty = 1.1f, Seed = seed }, null);
            return new Greedy(context, sampler).Write(Prompt, 24);
        }
    }

    [Fact]
    public void AnAbortedStepEndsAndTheContextCanBeUsedAgain()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(512, 256, 1, 1));
        var expected = new Greedy(context).Write(Prompt, 12);
        using var batch = context.NewBatch();
        context.Clear();
        for (var i = 0; i < 256; i++) batch.Add(300 + (i % 50), i, 0, i == 255);
        context.Abort();
        Assert.Equal(DecodeStatus.Aborted, context.Decode(batch));
        context.ClearAbort();
        Assert.Equal(expected, new Greedy(context).Write(Prompt, 12));
    }

    [Fact]
    public void AFullContextSaysSo()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(256, 256, 1, 1));
        using var batch = context.NewBatch();
        for (var i = 0; i < context.ContextTokens; i++) batch.Add(300, i, 0, i == 255);
        Assert.Equal(DecodeStatus.Ok, context.Decode(batch));
        batch.Clear();
        batch.Add(300, context.ContextTokens, 0, true);
        Assert.Equal(DecodeStatus.NoRoom, context.Decode(batch));
    }

    [Fact]
    public void ALoraAdapterChangesTheNumbersAndItsAbsenceRestoresThem()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(256, 64, 1, 1));
        var plain = Numbers(context);
        context.SetAdapters([new LoraAdapter(TinyModels.Lora, 1)]);
        Assert.NotEqual(plain, Numbers(context));
        context.SetAdapters([]);
        Assert.Equal(plain, Numbers(context));
    }

    [Fact]
    public void AnAdapterThatIsNoneIsRefusedWithItsName()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(256, 64, 1, 1));
        using var folder = new TempFolder();
        var path = folder.Write("style.gguf", "no adapter");
        Assert.Contains("style.gguf", Assert.Throws<LlamaException>(() => context.SetAdapters([new LoraAdapter(path, 1)])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(37)]
    [InlineData(64)]
    public void ASharedBeginningGivesTheSameNumbersToTheBit(int suffix)
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(512, 256, 3, 1));
        var tokens = Enumerable.Range(0, 100 + suffix).Select(i => 261 + (i * 7 % 240)).ToArray();

        // The same steps without sharing: a step of few rows is computed by other code than one of many, which differs in the third digit.
        Read(context, 2, tokens[..100], from: 0);
        var alone = Read(context, 2, tokens, from: 100);
        context.Clear();
        Read(context, 0, tokens[..100], from: 0);
        context.CopySequence(0, 1, 0, 100);
        var shared = Read(context, 1, tokens, from: 100);
        context.RemoveTail(1, 0);
        Read(context, 0, [.. tokens[..100], 300, 301, 302], from: 100);
        context.RemoveTail(0, 100);
        var cut = Read(context, 0, tokens, from: 100);

        Assert.Equal(alone, shared);
        // The cut left a hole between the cells, which moves the borders of partial sums.
        Assert.All(alone.Zip(cut), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    private static float[] Read(LlamaContext context, int sequence, int[] tokens, int from)
    {
        using var batch = context.NewBatch();
        for (var i = from; i < tokens.Length; i++) batch.Add(tokens[i], i, sequence, i == tokens.Length - 1);
        Assert.Equal(DecodeStatus.Ok, context.Decode(batch));
        return context.Logits(batch.Count - 1).ToArray();
    }

    private static float[] Numbers(LlamaContext context)
    {
        using var batch = context.NewBatch();
        context.Clear();
        for (var i = 0; i < Prompt.Length; i++) batch.Add(Prompt[i], i, 0, i == Prompt.Length - 1);
        context.Decode(batch);
        return context.Logits(Prompt.Length - 1).ToArray();
    }
}

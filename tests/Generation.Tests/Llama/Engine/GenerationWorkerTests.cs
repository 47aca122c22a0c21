using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Engine.Cells;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Tests.Llama.Engine;

/// <summary>What should never happen: a table that promises more cells than there are, and a context that fails.</summary>
public sealed class GenerationWorkerTests
{
    private const int Cells = 256;

    [Fact]
    public async Task WhenTheCacheIsFullIdleSequencesGiveWayAndTheTextIsRight()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(Asking.Endless);
        await using var worker = Worker(model, claimed: 10_000, out _);
        var first = await AnswerAsync(worker, model, Prompt(1), 60);
        await AnswerAsync(worker, model, Prompt(2), 60);

        // 100 + 60 cells of each are taken; the third finds 256 - 320 free.
        var third = await AnswerAsync(worker, model, Prompt(3), 60);
        var again = await AnswerAsync(worker, model, Prompt(1), 60);

        Assert.NotEqual(first, third);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task WhenNothingIsLeftTheYoungestEndsWithAClearErrorAndTheOthersGoOn()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(Asking.Endless);
        await using var worker = Worker(model, claimed: 10_000, out _);
        var older = Ask(worker, model, Prompt(1), 120);
        var younger = Ask(worker, model, Prompt(2), 120);

        var text = await TextOfAsync(older);

        Assert.NotEmpty(text);
        var full = await Assert.ThrowsAsync<LlamaException>(() => TextOfAsync(younger));
        Assert.Contains("memory is full", full.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await AnswerAsync(worker, model, Prompt(3), 60));
    }

    [Fact]
    public async Task AContextThatFailsEndsTheWorkerAndTellsEverybody()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(Asking.Endless);
        await using var worker = Worker(model, claimed: Cells, out var context);
        context.Dispose();

        var request = Ask(worker, model, Prompt(1), 10);

        await Assert.ThrowsAsync<EngineStoppedException>(() => TextOfAsync(request));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.Completion);
        Assert.Throws<EngineStoppedException>(() => Ask(worker, model, Prompt(2), 10));
    }

    private static GenerationWorker Worker(LlamaModel model, int claimed, out LlamaContext context)
    {
        context = new LlamaContext(model, new ContextSettings(Cells, 64, 8, 1) { Outputs = 24 });
        var options = Asking.Options(model.Path) with { PromptLookup = false };
        var worker = new GenerationWorker(context, new SequenceTable(8, claimed), options, new EngineCounters(), TimeProvider.System);
        worker.Start();
        return worker;
    }

    private static int[] Prompt(int seed) => [.. Enumerable.Range(0, 100).Select(i => 261 + (((i * 7) + (seed * 31)) % 90))];

    private static WritingRequest Ask(GenerationWorker worker, LlamaModel model, int[] prompt, int tokens)
    {
        var request = new WritingRequest("", prompt, tokens, SamplerChain.Create(model, new SamplingOptions(), null), []);
        worker.Add(request);
        return request;
    }

    private static Task<string> AnswerAsync(GenerationWorker worker, LlamaModel model, int[] prompt, int tokens) =>
        TextOfAsync(Ask(worker, model, prompt, tokens));

    private static async Task<string> TextOfAsync(WritingRequest request)
    {
        var text = "";
        await foreach (var news in request.Events.ReadAllAsync())
            text += news is TextGenerated piece ? piece.Text : "";
        return text;
    }
}

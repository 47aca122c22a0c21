using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class LlamaEngineTests
{
    [Fact]
    public async Task ItWritesUntilTheTokenLimitAndTellsWhatItDid()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        var written = await engine.WriteAsync(Asking.Request("the answer is", 20));

        Assert.Empty(written.Places);
        Assert.Equal(0, written.Started!.CachedTokens);
        Assert.Equal(written.Started.PromptTokens, written.Ended!.PromptTokens);
        Assert.Equal(20, written.Ended.GeneratedTokens);
        Assert.Equal(FinishReason.Length, written.Ended.Reason);
        Assert.NotEmpty(written.Text);
        Assert.Equal(ModelKind.Chat, engine.Model.Kind);
        Assert.Equal(1024, engine.Model.ContextTokens);
    }

    [Fact]
    public async Task ParallelAskersGetTheSameTextAsAlone()
    {
        string[] questions = ["the answer is", "days of paid leave", "report of the year 2024", "can you count 1 2 3 4 5 6 7 8 9?"];
        var alone = await Task.WhenAll(questions.Select(q => Asking.AloneAsync(Asking.Endless, Asking.Request(q))));
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        var together = await Task.WhenAll(questions.Select(q => engine.WriteAsync(Asking.Request(q, asker: q))));

        Assert.Equal(alone.Select(w => w.Text), together.Select(w => w.Text));
        Assert.Equal(4, together.Select(w => w.Text).Distinct().Count());
    }

    [Fact]
    public async Task WhoJoinsARunningBatchChangesNothingForTheOthers()
    {
        var alone = await Asking.AloneAsync(Asking.Endless, Asking.Request("the policy", 120));
        var late = await Asking.AloneAsync(Asking.Endless, Asking.Request("a second question comes later", 30));
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        var begun = new TaskCompletionSource();

        var first = Task.Run(async () =>
        {
            var text = "";
            await foreach (var news in engine.GenerateAsync(Asking.Request("the policy", 120), CancellationToken.None))
            {
                begun.TrySetResult();
                text += news is TextGenerated piece ? piece.Text : "";
            }

            return text;
        });
        await begun.Task;
        var second = await engine.WriteAsync(Asking.Request("a second question comes later", 30));

        Assert.Equal(late.Text, second.Text);
        Assert.Equal(alone.Text, await first);
    }

    [Fact]
    public async Task AnOverlongPromptIsRefusedWithTheNumbers()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        var refused = await Assert.ThrowsAsync<PromptTooLongException>(() => engine.WriteAsync(Asking.Request(new string('x', 2000))));

        Assert.InRange(refused.PromptTokens, 2000, 2020);
        Assert.Equal(1024, refused.AvailableTokens);
        Assert.Equal(0, engine.Statistics.Requests);
    }

    [Fact]
    public async Task AStopStringEndsTheTextBeforeIt()
    {
        await using var engine = await Asking.LoadAsync(Asking.Reciter);

        var written = await engine.WriteAsync(Asking.Request("count", 40) with { Grammar = "root ::= [0-9]+", Stop = ["34"] });

        Assert.EndsWith("9012", written.Text, StringComparison.Ordinal);
        Assert.Equal(FinishReason.Stop, written.Ended!.Reason);
    }

    [Fact]
    public async Task TheSameSeedGivesTheSameTextAndAnotherOneAnother()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        GenerationRequest Seeded(uint seed) => Asking.Request("the answer is") with { Sampling = new SamplingOptions { Temperature = 1.5f, Seed = seed } };

        var first = await engine.WriteAsync(Seeded(7));
        var again = await engine.WriteAsync(Seeded(7));
        var other = await engine.WriteAsync(Seeded(8));

        Assert.Equal(first.Text, again.Text);
        Assert.NotEqual(first.Text, other.Text);
    }

    [Fact]
    public async Task AGrammarBindsTheText()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        var written = await engine.WriteAsync(Asking.Request("the answer is", 60) with { Grammar = """root ::= "The answer is " [1-9] "." """ });

        Assert.Matches("^The answer is [1-9][.]$", written.Text);
        Assert.Equal(FinishReason.Stop, written.Ended!.Reason);
    }

    [Fact]
    public async Task ABrokenGrammarIsTheAskersFaultAndStopsNobody()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        await Assert.ThrowsAsync<BadRequestException>(() => engine.WriteAsync(Asking.Request("x") with { Grammar = "root ::= (" }));

        Assert.NotEmpty((await engine.WriteAsync(Asking.Request("x"))).Text);
    }
}

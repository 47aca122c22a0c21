using System.Globalization;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Server;

namespace RagDocs.Generation.Tests.Llama.Engine;

/// <summary>On a model of 32-bit floats a reused beginning gives the very same tokens as one that is computed anew.</summary>
public sealed class PrefixReuseTests
{
    private const string SystemText = "you may answer one question from the page and on days of paid leave not by the rate 1234567890 abcdefghij";

    [Fact]
    public async Task TheNextTurnOfAConversationReusesTheWholeTurnBefore()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        var first = await engine.WriteAsync(Asking.Request("the first question", 20));
        var turns = new GenerationRequest([new("user", "the first question"), new("assistant", first.Text), new("user", "and the second?")]) { MaxTokens = 20 };

        var second = await engine.WriteAsync(turns);

        // The template sets its words, and nonsense is split into other tokens when read than when written: the prompt is what is surely the same.
        Assert.InRange(second.Started!.CachedTokens, first.Started!.PromptTokens - 1, second.Started.PromptTokens - 1);
        Assert.Equal((await Asking.AloneAsync(Asking.Endless, turns)).Text, second.Text);
        Assert.Equal(second.Started.CachedTokens, engine.Statistics.CachedTokens);
    }

    [Fact]
    public async Task TheSamePromptAgainComputesOnlyItsLastToken()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        var first = await engine.WriteAsync(Asking.Request(SystemText));
        var again = await engine.WriteAsync(Asking.Request(SystemText));

        Assert.Equal(again.Started!.PromptTokens - 1, again.Started.CachedTokens);
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task TheSpeedOfReadingCountsWhatWasComputedHoweverMuchWasReused()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        for (var i = 0; i < 4; i++) await engine.WriteAsync(Asking.Request(SystemText, 2));

        var now = engine.Statistics;

        Assert.True(now.CachedTokens > now.PromptTokens);
        var line = $"ragdocs_engine_prompt_tokens_per_second {(now.PromptTokens / now.PromptSeconds).ToString(CultureInfo.InvariantCulture)}";
        Assert.Contains($"\n{line}\n", EngineMetrics.Text(now, resident: 1, TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherConversationSharesTheSystemTextAndLeavesTheFirstOneWhole()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        var talk = WithSystem("a question that is long enough to be more than half of it all, so that the sequence is not taken over but shared by another one");
        await engine.WriteAsync(talk);

        var other = await engine.WriteAsync(WithSystem("x"));
        var back = await engine.WriteAsync(talk);

        Assert.InRange(other.Started!.CachedTokens, 40, other.Started.PromptTokens - 1);
        Assert.Equal((await Asking.AloneAsync(Asking.Endless, WithSystem("x"))).Text, other.Text);
        Assert.Equal(back.Started!.PromptTokens - 1, back.Started.CachedTokens);
    }

    [Fact]
    public async Task AskersWithTheSamePassagesAtOnceReadThemOnce()
    {
        string[] questions = ["who?", "what, then?", "when was it?", "why not?"];
        var alone = await Task.WhenAll(questions.Select(q => Asking.AloneAsync(Asking.Endless, WithSystem(q))));
        await using var engine = await Asking.LoadAsync(Asking.Endless);

        var together = await Task.WhenAll(questions.Select(q => engine.WriteAsync(WithSystem(q))));

        Assert.Equal(alone.Select(w => w.Text), together.Select(w => w.Text));
        Assert.Equal(3, together.Count(w => w.Started!.CachedTokens >= 40));
        Assert.InRange(engine.Statistics.PromptTokens, 1, together[0].Started!.PromptTokens + (3 * 12));
    }

    [Fact]
    public async Task TheLeastRecentlyUsedConversationGivesWayAndAnswersStayRight()
    {
        var options = Asking.Options(Asking.Endless) with { ContextTokens = 512, Parallel = 4 };
        await using var engine = await Asking.LoadAsync(options);
        var requests = Enumerable.Range(0, 9).Select(i => Asking.Request(new string((char)('a' + i), 100), 40)).ToList();
        var first = new List<Written>();
        foreach (var request in requests)
            first.Add(await engine.WriteAsync(request));

        var newest = await engine.WriteAsync(requests[8]);
        var oldest = await engine.WriteAsync(requests[0]);

        Assert.Equal(newest.Started!.PromptTokens - 1, newest.Started.CachedTokens);
        Assert.InRange(oldest.Started!.CachedTokens, 0, 20);
        Assert.Equal(first[8].Text, newest.Text);
        Assert.Equal(first[0].Text, oldest.Text);
    }

    private static GenerationRequest WithSystem(string question) =>
        new([new("system", SystemText), new("user", question)]) { MaxTokens = 16, Asker = question };
}

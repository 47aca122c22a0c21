using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class StressTests
{
    private static readonly string[] Beginnings = ["the report of the year ", "you may ask one question: " + new string('q', 60), "x"];

    /// <summary>Random prompts with common beginnings, limits, samplers, grammars, stop strings and cancellations at random moments.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EveryRequestEndsAndTheEngineIsAsGoodAsNew(int seed)
    {
        var random = new Random(seed);
        var check = Asking.Request("is it still right?", 40);
        var alone = await Asking.AloneAsync(Asking.Endless, check);
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Endless) with { ContextTokens = 512, Parallel = 3, QueueLength = 12 });
        var outcomes = new List<string>();

        for (var round = 0; round < 20; round++)
        {
            var asked = Enumerable.Range(0, 1 + random.Next(14)).Select(_ => (Request: Random(random), Patience: random.Next(60))).ToList();
            outcomes.AddRange(await Task.WhenAll(asked.Select(a => OutcomeAsync(engine, a.Request, a.Patience))));
        }

        await engine.DrainAsync(TimeSpan.FromSeconds(10));
        var statistics = engine.Statistics;
        Assert.Equal((0, 0), (statistics.Running, statistics.Waiting));
        Assert.Contains("ended", outcomes);
        Assert.Contains("canceled", outcomes);
        Assert.Equal(outcomes.Count(o => o == "busy"), statistics.Rejected);
        Assert.Equal(outcomes.Count(o => o is "ended" or "canceled"), statistics.Requests);

        await using var fresh = await Asking.LoadAsync(Asking.Endless);
        Assert.Equal(alone.Text, (await fresh.WriteAsync(check)).Text);
    }

    [Fact]
    public async Task AfterManyCancellationsThereIsRoomForOneThatNeedsEverything()
    {
        var random = new Random(9);
        await using var engine = await Asking.LoadAsync(Asking.Options(Asking.Endless) with { ContextTokens = 512, Parallel = 3 });
        for (var round = 0; round < 10; round++)
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OutcomeAsync(engine, Random(random), random.Next(20))));

        var greedy = Asking.Request(new string('z', 200), 290);
        var all = await engine.WriteAsync(greedy);

        Assert.Equal(290, all.Ended!.GeneratedTokens);
        Assert.Equal((await Asking.AloneAsync(Asking.Endless, greedy)).Text, all.Text);
    }

    private static GenerationRequest Random(Random random)
    {
        var question = Beginnings[random.Next(Beginnings.Length)] + new string((char)('a' + random.Next(26)), random.Next(120));
        return Asking.Request(question, 1 + random.Next(120), $"{random.Next(4)}") with
        {
            Sampling = random.Next(2) == 0 ? new SamplingOptions() : new SamplingOptions { Temperature = 1, TopK = 40, Seed = (uint)random.Next() },
            Grammar = random.Next(4) == 0 ? "root ::= [a-z ]+" : null,
            Stop = random.Next(3) == 0 ? ["e", "zz"] : [],
        };
    }

    private static async Task<string> OutcomeAsync(LlamaEngine engine, GenerationRequest request, int patience)
    {
        using var stop = new CancellationTokenSource();
        if (patience < 40)
            stop.CancelAfter(patience);
        try
        {
            var written = await engine.WriteAsync(request, stop.Token);
            Assert.InRange(written.Ended!.GeneratedTokens, 0, request.MaxTokens!.Value);
            return "ended";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
        catch (EngineBusyException)
        {
            return "busy";
        }
    }
}

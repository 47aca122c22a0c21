using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Engine.Cells;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class StepPlannerTests
{
    [Theory]
    [InlineData(new[] { 100, 100 }, 64, new[] { 32, 32 })]
    [InlineData(new[] { 10, 100, 100 }, 64, new[] { 10, 27, 27 })]
    [InlineData(new[] { 5, 5 }, 64, new[] { 5, 5 })]
    [InlineData(new[] { 9, 9, 9 }, 2, new[] { 1, 1, 0 })]
    public void ABudgetIsSharedEvenlyAndWhatOneDoesNotNeedGoesToTheOthers(int[] wanted, int budget, int[] shares) =>
        Assert.Equal(shares, StepPlanner.Share(wanted, budget));

    [Fact]
    public void WhoWritesGetsOneTokenBeforePromptsGetTheRest()
    {
        var pace = new PromptPace(512);
        pace.Add(rows: 100, seconds: 0.5);
        List<RunningRequest> running = [Reading(300), Writing(), Writing(), Reading(20)];

        var step = new StepPlanner(512, pace, lookup: true).Plan(running, limit: 512);

        // 200 ms at 5 ms a token are 40 tokens, shared by two prompts.
        Assert.Equal([1, 1, 20, 20], step.Select(e => e.Fed));
        Assert.All(step, e => Assert.Empty(e.Draft));
    }

    [Fact]
    public void WithoutAnybodyWritingAStepLastsTwoSeconds()
    {
        var pace = new PromptPace(512);
        pace.Add(rows: 100, seconds: 0.5);

        var step = new StepPlanner(512, pace, lookup: true).Plan([Reading(3000)], limit: 512);

        Assert.Equal(400, Assert.Single(step).Fed);
    }

    [Fact]
    public void WhoWaitsForALeaderIsLeftOut()
    {
        var leader = Reading(100);
        var follower = Reading(100);
        follower.Leader = leader;

        var step = new StepPlanner(512, new PromptPace(512), lookup: true).Plan([leader, follower], limit: 512);

        Assert.Same(leader, Assert.Single(step).Request);
    }

    [Fact]
    public void ASlowMachineStillReadsAFewTokensAtATime()
    {
        var pace = new PromptPace(512);
        pace.Add(rows: 100, seconds: 100);

        Assert.Equal(16, pace.PromptTokens(othersWrite: true));
        Assert.Equal(128, pace.PromptTokens(othersWrite: false));
    }

    private static RunningRequest Reading(int tokens) => Running(tokens, held: 0);

    private static RunningRequest Writing() => Running(10, held: 9);

    private static RunningRequest Running(int prompt, int held)
    {
        var slot = new SequenceTable(1, 4096).Slots[0];
        slot.Tokens.AddRange(Enumerable.Range(0, held));
        return new RunningRequest(new WritingRequest("", [.. Enumerable.Range(0, prompt)], 10, sampler: null!, stop: []), slot);
    }
}

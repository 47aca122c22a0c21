using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Engine.Cells;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class StepGateTests
{
    private readonly StepGate _gate;
    private int _aborts;
    private bool _someoneWaits;

    public StepGateTests() => _gate = new StepGate(() => _aborts++, () => _someoneWaits);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void AWriterBesideAReaderEndsTheStepOnlyForSomebodyWhoWaits(bool someoneWaits, int aborts)
    {
        var (writer, reader) = (Running(held: 9), Running(held: 0));
        _someoneWaits = someoneWaits;
        Assert.True(_gate.Enter([new StepEntry(writer, 1, []), new StepEntry(reader, 5, [])], [writer, reader]));

        _gate.Cancel(writer.Request);
        _gate.Cancel(writer.Request);

        Assert.Equal(aborts, _aborts);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void WhoIsInNoStepEndsItOnlyForSomebodyWhoWaits(bool someoneWaits, int aborts)
    {
        var (follower, leader) = (Running(held: 0), Running(held: 0));
        _someoneWaits = someoneWaits;
        Assert.True(_gate.Enter([new StepEntry(leader, 5, [])], [leader, follower]));

        _gate.Cancel(follower.Request);

        Assert.Equal(aborts, _aborts);
    }

    [Fact]
    public void WhoeverHasEndedEndsNoStepOfOthers()
    {
        var (ended, reader) = (Running(held: 9), Running(held: 0));
        ended.Request.HasPlace = false;
        _someoneWaits = true;
        Assert.True(_gate.Enter([new StepEntry(reader, 5, [])], [reader]));

        _gate.Cancel(ended.Request);

        Assert.Equal(0, _aborts);
    }

    [Fact]
    public void AmongWritersAStepIsShortAndGoesOn()
    {
        var (one, other) = (Running(held: 9), Running(held: 9));
        _someoneWaits = true;
        Assert.True(_gate.Enter([new StepEntry(one, 1, []), new StepEntry(other, 1, [])], [one, other]));

        _gate.Cancel(one.Request);
        Assert.Equal(0, _aborts);
        _gate.Cancel(other.Request);

        Assert.Equal(1, _aborts);
    }

    [Fact]
    public void AStepDoesNotBeginWhileACanceledRequestHasAPlace()
    {
        var (follower, leader) = (Running(held: 0), Running(held: 0));
        _gate.Cancel(follower.Request);

        Assert.False(_gate.Enter([new StepEntry(leader, 5, [])], [leader, follower]));
        Assert.True(_gate.Enter([new StepEntry(leader, 5, [])], [leader]));
    }

    private static RunningRequest Running(int held)
    {
        var slot = new SequenceTable(1, 4096).Slots[0];
        slot.Tokens.AddRange(Enumerable.Range(0, held));
        return new RunningRequest(new WritingRequest("", [.. Enumerable.Range(0, 10)], 10, sampler: null!, stop: []) { HasPlace = true }, slot);
    }
}

using RagDocs.Ingest.Queue;

namespace RagDocs.Ingest.Tests.Queue;

public sealed class TimeLeftEstimateTests
{
    private const int Mega = 1_000_000;

    [Fact]
    public void NothingMeasuredIsNothingSaid() =>
        Assert.Null(new TimeLeftEstimate([], 1).Overall([new OpenWork(".md", 100, 1)]));

    [Fact]
    public void EveryKindOfFileHasItsOwnSpeed()
    {
        var estimate = new TimeLeftEstimate([.. Measured(".pdf", Mega, seconds: 2), .. Measured(".txt", Mega, seconds: 0.1)], 1);

        var pdf = estimate.Overall([new OpenWork(".pdf", 10 * Mega, 1)])!;
        var text = estimate.Overall([new OpenWork(".txt", 10 * Mega, 1)])!;

        Assert.InRange(pdf.Left.TotalSeconds, 19, 21);
        Assert.InRange(text.Left.TotalSeconds, 0.9, 1.1);
        Assert.False(pdf.Rough);
    }

    [Fact]
    public void ManySmallFilesTakeTheirShareAndTwoWorkersHalfTheTime()
    {
        var open = Enumerable.Range(0, 10_000).Select(_ => new OpenWork(".md", 10, 1)).ToList();

        var alone = new TimeLeftEstimate(Measured(".md", 1000, seconds: 0.02), 1).Overall(open)!;
        var both = new TimeLeftEstimate(Measured(".md", 1000, seconds: 0.02), 2).Overall(open)!;

        Assert.InRange(alone.Left.TotalSeconds, 100, 110);
        Assert.Equal(alone.Left.TotalSeconds / 2, both.Left.TotalSeconds, 3);
    }

    [Fact]
    public void AnEstimateFromTooLittleSaysSo()
    {
        Assert.True(new TimeLeftEstimate(Measured(".pdf", Mega, seconds: 2, count: 2), 1).Overall([new OpenWork(".pdf", Mega, 1)])!.Rough);
        Assert.True(new TimeLeftEstimate(Measured(".txt", Mega, seconds: 2), 1).Overall([new OpenWork(".xlsx", Mega, 1)])!.Rough);
    }

    [Fact]
    public void ASmallRunIsNotChargedForALargeOneBesideIt()
    {
        var estimate = new TimeLeftEstimate(Measured(".txt", Mega, seconds: 1), 1);
        List<OpenWork> open = [new(".txt", 100 * Mega, 1), new(".txt", Mega, 2)];

        var runs = estimate.ByRun(open);

        Assert.InRange(runs[2].Left.TotalSeconds, 1.8, 2.2);
        Assert.InRange(runs[1].Left.TotalSeconds, 99, 103);
        Assert.Equal(runs[1].Left, estimate.Overall(open)!.Left);
    }

    private static IReadOnlyCollection<MeasuredWork> Measured(string kind, long amount, double seconds, int count = 10) =>
        [.. Enumerable.Range(0, count).Select(_ => new MeasuredWork(kind, amount, TimeSpan.FromSeconds(seconds)))];
}

using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Tests.Fusion;

public sealed class RankingValuesTests
{
    private static readonly RankedChunk[] Ranking = [new(7, 8), new(5, 4), new(6, 2)];

    [Fact]
    public void ValuesAreSharesOfTheBest() => Assert.Equal([1, 0.5, 0.25], new long[] { 7, 5, 6 }.Select(new RankingValues(Ranking, asked: 3).Of));

    [Fact]
    public void AChunkBehindTheLastOneAskedForCountsAsTheLast() => Assert.Equal(0.25, new RankingValues(Ranking, asked: 3).Of(99));

    [Fact]
    public void WhereFewerCameThanAskedForAllOthersHaveNothing() => Assert.Equal(0, new RankingValues(Ranking, asked: 4).Of(99));

    [Fact]
    public void AnEmptyOrWorthlessRankingGivesNothing()
    {
        Assert.Equal(0, new RankingValues([], asked: 10).Of(1));
        Assert.Equal(0, new RankingValues([new(1, -0.5)], asked: 1).Of(1));
    }
}

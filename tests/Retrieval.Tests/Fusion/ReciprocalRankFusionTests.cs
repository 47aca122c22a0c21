using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Tests.Fusion;

public sealed class ReciprocalRankFusionTests
{
    [Fact]
    public void AChunkBothSearchesFoundRanksAboveOneThatOnlyOneFound()
    {
        var fused = ReciprocalRankFusion.Fuse(60, Ranking(1, 1, 2), Ranking(1, 3, 2));
        Assert.Equal([2L, 1, 3], fused.Select(c => c.ChunkId));
        Assert.Equal((1 / 62.0) + (1 / 62.0), fused[0].Score, 12);
        Assert.Equal(1 / 61.0, fused[1].Score, 12);
    }

    [Fact]
    public void TheHeavierVoteDecidesBetweenTwoFirstPlaces() =>
        Assert.Equal([2L, 1], ReciprocalRankFusion.Fuse(60, Ranking(0.5, 1), Ranking(1, 2)).Select(c => c.ChunkId));

    [Fact]
    public void NothingFoundFusesToNothing() => Assert.Empty(ReciprocalRankFusion.Fuse(60, Ranking(1), Ranking(1)));

    private static Ranking Ranking(double weight, params long[] ids) => new([.. ids.Select(id => new RankedChunk(id, 0))], weight);
}

using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Tests.Fusion;

public sealed class NeighboursTests
{
    [Fact]
    public void NeighboursUnderOneHeadingAreJoined() =>
        Assert.Equal([[5, 4, 6]], Join(Found.Chunk("b", 5), Found.Chunk("a", 4), Found.Chunk("c", 6)));

    [Fact]
    public void ChunksApartOrUnderOtherHeadingsOrOfOtherVersionsStayAlone() => Assert.Equal(
        [[5], [7], [6], [5]],
        Join(Found.Chunk("a", 5), Found.Chunk("b", 7), Found.Chunk("c", 6, heading: "other"), Found.Chunk("d", 5, version: 2)));

    [Fact]
    public void AChunkBetweenTwoJoinsTheBetterOne() => Assert.Equal([[5, 6], [7]], Join(Found.Chunk("a", 5), Found.Chunk("b", 7), Found.Chunk("c", 6)));

    [Fact]
    public void ChunksOfOnePageTakeOneRankAndPagesAreNeverJoined() => Assert.Equal(
        [[1, 9], [10]],
        Join(Found.Chunk("a", 1, page: 3), Found.Chunk("c", 10, page: 4), Found.Chunk("b", 9, page: 3)));

    [Fact]
    public void APassageIsNotJoinedBeyondItsLongestLength() =>
        Assert.Equal([[5], [6]], Join(Found.Chunk(new string('a', 60), 5), Found.Chunk(new string('b', 60), 6)));

    [Fact]
    public void OnceEnoughPassagesStandOnlyWhatBelongsToThemIsTakenAndCopiesNever()
    {
        FoundChunk[] ranked =
        [
            Found.Chunk("one", 1), Found.Chunk("two", 20), Found.Chunk("three", 40), Found.Chunk("neighbour of one", 2), Found.Chunk("three", 21), Found.Chunk("two more", 22),
        ];
        var all = Neighbours.Join(NearDuplicates.Drop(ranked, 0.9), longest: 100);
        var wanted = Neighbours.Join(ranked, new NearDuplicates(ranked, 0.9), longest: 100, most: 2);
        Assert.Equal([[1, 2], [20]], wanted.Select(group => group.Select(c => c.Ordinal).ToArray()));
        Assert.Equal(all.Take(2), wanted);
    }

    private static int[][] Join(params FoundChunk[] ranked) =>
        [.. Neighbours.Join(ranked, longest: 100).Select(group => group.Select(c => c.Ordinal).ToArray())];
}

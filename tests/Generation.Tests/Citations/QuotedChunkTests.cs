using RagDocs.Generation.Citations;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Citations;

public sealed class QuotedChunkTests
{
    private static readonly Passage Joined = new()
    {
        ChunkId = 7, CollectionId = 1, Collection = "HR", DocumentId = 1, VersionId = 1, VersionNumber = 1, Title = "Leave", Path = "leave.md",
        HeadingPath = "", Text = "First chunk.\n\nSecond chunk.", Place = new Place(null, 1, 0, 27), Score = 1,
        Parts = [new PassagePart(7, 0, 12), new PassagePart(8, 14, 13)],
    };

    [Theory]
    [InlineData("First chunk.", 7)]
    [InlineData("Second chunk.", 8)]
    [InlineData("Not there.", 7)]
    [InlineData("", 7)]
    public void ACitationNamesTheChunkItsQuoteStandsIn(string quote, long chunk) => Assert.Equal(chunk, QuotedChunk.In(Joined, quote));
}

using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Tests.Fusion;

internal static class Found
{
    public static FoundChunk Chunk(string text, int ordinal = 0, int? page = null, string heading = "", long version = 1) => new()
    {
        ChunkId = (version * 100) + ordinal, VersionId = version, VersionNumber = 1, DocumentId = version, CollectionId = 1, Collection = "c",
        Title = "t", Path = "p", HeadingPath = heading, Text = text, Ordinal = ordinal, Page = page, Paragraph = null, Start = ordinal * 100,
    };
}

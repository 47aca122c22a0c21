using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Support;

internal static class SomePassage
{
    private static long _count;

    public static Passage Of(string text, string title = "Handbook", string headings = "", long version = 1, int? page = null) => new()
    {
        ChunkId = Interlocked.Increment(ref _count), CollectionId = 1, Collection = "Everything", DocumentId = version, VersionId = version, VersionNumber = 1,
        Title = title, Path = "docs/page.md", HeadingPath = headings, Text = text, Place = new Place(page, 1, 0, text.Length), Score = 1,
    };
}

namespace RagDocs.Retrieval.Embedding;

/// <summary>What of a chunk is embedded. Headings say what a passage is about where its own words do not.</summary>
public static class EmbeddingText
{
    public const string HeadingSeparator = " › ";

    public static string For(string title, string headingPath, string text) =>
        (title, headingPath) switch
        {
            ("", "") => text,
            ("", _) => $"{headingPath}\n{text}",
            (_, "") => $"{title}\n{text}",
            // A document's title is often its first heading as well; once is enough.
            _ when headingPath.StartsWith(title, StringComparison.OrdinalIgnoreCase) => $"{headingPath}\n{text}",
            _ => $"{title}{HeadingSeparator}{headingPath}\n{text}",
        };
}

namespace RagDocs.Generation.Conversations;

/// <summary>The beginning of a passage as a source card shows it.</summary>
public static class Excerpt
{
    /// <summary>At most <paramref name="length"/> characters, starting with the quote when it stands in the text; cut ends are marked.</summary>
    public static string Of(string text, string quote, int length)
    {
        var from = quote.Length == 0 ? 0 : Math.Max(0, text.IndexOf(quote, StringComparison.Ordinal));
        var excerpt = text[from..];
        if (excerpt.Length > length)
        {
            var cut = excerpt.LastIndexOf(' ', length);
            excerpt = excerpt[..(cut > length / 2 ? cut : length)].TrimEnd() + " …";
        }

        return excerpt.ReplaceLineEndings(" ");
    }
}

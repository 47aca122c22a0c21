using AngleSharp.Html.Parser;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>HTML text into blocks, with nothing run and nothing fetched; what formats that carry HTML inside share.</summary>
internal static class HtmlPage
{
    /// <returns>The page's title; empty when it has none.</returns>
    public static async Task<string> AddAsync(BlockCollector blocks, string html, bool keepsBoilerplate, CancellationToken cancellationToken)
    {
        HtmlNesting.Check(html);
        using var document = await new HtmlParser().ParseDocumentAsync(html, cancellationToken);
        if (document.Body is { } body) new HtmlBlocks(blocks, keepsBoilerplate).Add(body);
        return HtmlText.Collapse(document.Title ?? "");
    }
}

using AngleSharp.Html.Parser;
using RagDocs.Ingest.Readers.Html;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads HTML pages without running or fetching anything. Scripts, styles, navigation and what is hidden are left out.</summary>
internal sealed class HtmlReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Html];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var html = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        HtmlNesting.Check(html);
        using var document = await new HtmlParser().ParseDocumentAsync(html, cancellationToken);
        var blocks = new BlockCollector(options, cancellationToken);
        if (document.Body is { } body) new HtmlBlocks(blocks, keepsBoilerplate: false).Add(body);
        var title = HtmlText.Collapse(document.Title ?? "");
        return new DocumentText(title.Length > 0 ? title : blocks.FirstHeading, FileSignature.Html, null, blocks.Blocks, []);
    }
}

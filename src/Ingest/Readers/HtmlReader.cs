using RagDocs.Ingest.Readers.Html;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads HTML pages without running or fetching anything. Scripts, styles, navigation and what is hidden are left out.</summary>
internal sealed class HtmlReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Html];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        TextDecoding.CheckSize(file.Path, options.MaxHtmlMegabytes, "HTML files");
        var html = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        var blocks = new BlockCollector(options, cancellationToken);
        var title = await HtmlPage.AddAsync(blocks, html, keepsBoilerplate: false, cancellationToken);
        return new DocumentText(title.Length > 0 ? title : blocks.FirstHeading, FileSignature.Html, null, blocks.Blocks, []);
    }
}

using AngleSharp.Html.Parser;
using RagDocs.Ingest.Readers.Html;
using RagDocs.Ingest.Readers.Markdown;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads Markdown by way of HTML: the author's words in their order, without markup, link targets and template tags.</summary>
internal sealed class MarkdownReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Markdown];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var source = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        var (title, body) = FrontMatter.Split(source.Replace("\0", "", StringComparison.Ordinal).TrimStart('\ufeff'));
        var html = MarkdownHtml.Render(TemplateTags.Remove(body));
        HtmlNesting.Check(html);
        using var document = await new HtmlParser().ParseDocumentAsync(html, cancellationToken);
        var blocks = new BlockCollector(options, cancellationToken);
        if (document.Body is { } content) new HtmlBlocks(blocks, keepsBoilerplate: true).Add(content);
        return new DocumentText(title ?? blocks.FirstHeading, FileSignature.Markdown, null, blocks.Blocks, []);
    }
}

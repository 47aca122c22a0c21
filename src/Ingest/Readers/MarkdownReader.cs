using RagDocs.Ingest.Readers.Html;
using RagDocs.Ingest.Readers.Markdown;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads Markdown by way of HTML: the author's words in their order, without markup, link targets and template tags. What is too much for the parser is read as plain text.</summary>
internal sealed class MarkdownReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Markdown];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var blocks = new BlockCollector(options, cancellationToken);
        if (new FileInfo(file.Path).Length > MarkupEffort.LongestText)
        {
            TextDecoding.CheckSize(file.Path, options);
            using var text = new NulGaps(TextDecoding.Open(file.Path));
            PlainTextBlocks.Add(blocks, text);
            return new DocumentText(blocks.FirstHeading, FileSignature.Markdown, null, blocks.Blocks, []);
        }

        var source = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        var (title, review, body) = FrontMatter.Split(source.Replace("\0", "", StringComparison.Ordinal).TrimStart('\ufeff'));
        if (MarkupEffort.IsTooMuch(body)) PlainTextBlocks.Add(blocks, body);
        else await HtmlPage.AddAsync(blocks, MarkdownHtml.Render(TemplateTags.Remove(body, cancellationToken)), keepsBoilerplate: true, cancellationToken);
        return new DocumentText(title ?? blocks.FirstHeading, FileSignature.Markdown, null, blocks.Blocks, []) { ReviewBy = review };
    }
}

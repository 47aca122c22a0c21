using RagDocs.Ingest.Readers.Html;
using RagDocs.Ingest.Readers.Markdown;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads Markdown by way of HTML: the author's words in their order, without markup, link targets and template tags.</summary>
internal sealed class MarkdownReader(ReaderOptions options) : DocumentReader
{
    // A paragraph of nothing but back-ticks costs the parser its length squared (3 s for 200,000 characters), and it cannot be
    // interrupted. Nobody writes such paragraphs; what is longer is read as text without markup.
    private const int LongestParagraph = 300_000;
    private const int LongestMarkup = 20_000_000;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Markdown];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var source = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        var (title, body) = FrontMatter.Split(source.Replace("\0", "", StringComparison.Ordinal).TrimStart('\ufeff'));
        var blocks = new BlockCollector(options, cancellationToken);
        if (IsTooLongForMarkup(body)) PlainTextBlocks.Add(blocks, body);
        else await HtmlPage.AddAsync(blocks, MarkdownHtml.Render(TemplateTags.Remove(body, cancellationToken)), keepsBoilerplate: true, cancellationToken);
        return new DocumentText(title ?? blocks.FirstHeading, FileSignature.Markdown, null, blocks.Blocks, []);
    }

    private static bool IsTooLongForMarkup(string markdown)
    {
        if (markdown.Length > LongestMarkup) return true;
        var paragraph = 0;
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            paragraph = line.IsWhiteSpace() ? 0 : paragraph + line.Length;
            if (paragraph > LongestParagraph) return true;
        }

        return false;
    }
}

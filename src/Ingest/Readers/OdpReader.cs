using System.Globalization;
using System.Xml;
using RagDocs.Ingest.Readers.Odf;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Sheets;
using RagDocs.Ingest.Readers.Slides;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads OpenDocument presentations, one slide at a time. A slide is a page. Hidden slides are left out and named at the end.</summary>
internal sealed class OdpReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Odp];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        using var package = OdfPackage.Open(file.Path, options);
        var styles = new OdfStyles(package);
        var blocks = new BlockCollector(options, cancellationToken);
        var slides = new SlideBlocks(blocks);
        var pages = new OdpSlides(styles);
        var hidden = new List<string>();
        var number = 0;
        using var reader = OdfPackage.OpenBody(package, "presentation", styles);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "page" }) continue;
            number++;
            var page = SafeXml.Load(reader);
            if (styles.IsHidden(page.Value("style-name"))) hidden.Add(number.ToString(CultureInfo.InvariantCulture));
            else slides.Add(pages.Read(page, number));
        }

        if (HiddenParts.Describe(hidden, "slide") is { } note && blocks.FirstHeading is not null) blocks.Add(BlockKind.Paragraph, note, 0, number);
        return new DocumentText(slides.FirstTitle ?? OdfPackage.Title(package), FileSignature.Odp, number, blocks.Blocks, []);
    }
}

using System.Xml;
using RagDocs.Ingest.Readers.Odf;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads OpenDocument texts, one paragraph, list or table at a time. Deleted text, comments and tables of contents are left out; notes follow the text that cites them.</summary>
internal sealed class OdtReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Odt];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        using var package = OdfPackage.Open(file.Path, options);
        var styles = new OdfStyles(package);
        var blocks = new BlockCollector(options, cancellationToken);
        var text = new OdfBlocks(styles, (kind, content, level) =>
        {
            if (kind == BlockKind.Heading) blocks.Heading(level, content);
            else blocks.Add(kind, content);
        });

        using var reader = OdfPackage.OpenBody(package, "text", styles);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Sections are walked through rather than loaded, so that a long document is never held whole.
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName != "section") text.Add(SafeXml.Load(reader));
        }

        return new DocumentText(OdfPackage.Title(package) ?? blocks.FirstHeading, FileSignature.Odt, null, blocks.Blocks, []);
    }
}

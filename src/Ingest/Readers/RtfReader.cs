using RagDocs.Ingest.Readers.Rtf;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads rich text (RTF). Pictures, headers, footers, comments, hidden and deleted text are left out; notes follow the text that cites them.</summary>
internal sealed class RtfReader(ReaderOptions options) : DocumentReader
{
    private const int LongestTitle = 300;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Rtf];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var blocks = new BlockCollector(options, cancellationToken);
        var paragraphs = new RtfParagraphs(blocks);
        var isWhole = new RtfInterpreter(new RtfTokenizer(stream), paragraphs).Run(cancellationToken);
        var title = paragraphs.Title.ToString().Trim();
        return new DocumentText(
            title.Length is > 0 and <= LongestTitle ? title : blocks.FirstHeading, FileSignature.Rtf, null, blocks.Blocks,
            isWhole ? [] : ["The file is cut off: its end is missing. Copy it again, or open it in its own program and save it anew."]);
    }
}

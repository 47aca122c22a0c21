using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads plain text of any encoding: a block for each paragraph between empty lines, headings where a line is underlined.</summary>
internal sealed class PlainTextReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.PlainText];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var text = await TextDecoding.ReadAsync(file.Path, options, cancellationToken);
        var warnings = new List<string>();
        if (text.Contains('\0'))
        {
            warnings.Add($"The file has a gap of {text.AsSpan().Count('\0'):N0} NUL bytes: a part of it was lost. The rest was read.");
            text = text.Replace('\0', '\n');
        }

        var blocks = new BlockCollector(options, cancellationToken);
        PlainTextBlocks.Add(blocks, text);
        if (blocks.Blocks.Count == 0 && warnings.Count > 0) throw new DocumentReadException(DocumentState.Damaged, "The file holds nothing but NUL bytes: its text was lost. Copy it again.");
        return new DocumentText(blocks.FirstHeading, FileSignature.PlainText, null, blocks.Blocks, warnings);
    }
}

using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads plain text of any encoding: a block for each paragraph between empty lines, headings where a line is underlined.</summary>
internal sealed class PlainTextReader(ReaderOptions options) : DocumentReader
{
    private const int LongestTitle = 100;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.PlainText];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        TextDecoding.CheckSize(file.Path, options);
        using var text = new NulGaps(TextDecoding.Open(file.Path));
        var collector = new BlockCollector(options, cancellationToken);
        PlainTextBlocks.Add(collector, text);
        var blocks = collector.Blocks;
        if (text.Count == 0) return new DocumentText(TitleOf(blocks), FileSignature.PlainText, null, blocks, []);
        if (blocks.Count == 0) throw new DocumentReadException(DocumentState.Damaged, "The file holds nothing but NUL bytes: its text was lost. Copy it again.");
        return new DocumentText(
            TitleOf(blocks), FileSignature.PlainText, null, blocks,
            [$"The file has a gap of {text.Count:N0} NUL bytes: a part of it was lost. The rest was read."]);
    }

    /// <summary>The first line, when it reads like a title: short, and not the beginning or the whole of a sentence.</summary>
    private static string? TitleOf(IReadOnlyList<Block> blocks)
    {
        if (blocks.Count == 0) return null;
        var line = blocks[0].Text.AsSpan();
        if (line.IndexOf('\n') is >= 0 and var end) line = line[..end];
        line = line.Trim();
        var isTitle = line.Length is > 0 and <= LongestTitle && line[^1] is not ('.' or '!' or '?' or ',' or ';' or ':') && !char.IsLower(line[0]);
        return isTitle ? line.ToString() : null;
    }
}

using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests;

/// <summary>A reader that asks the test for each file's text, as long as that takes.</summary>
internal sealed class AskedReader(Func<SourceFile, CancellationToken, Task<string>> read) : DocumentReader
{
    public AskedReader(Func<SourceFile, Task<string>> read) : this((file, _) => read(file))
    {
    }

    public override IReadOnlyList<string> MediaTypes => [FileSignature.PlainText];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        new(null, FileSignature.PlainText, null, [new Block { Kind = BlockKind.Paragraph, Text = await read(file, cancellationToken) }], []);
}

using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests;

/// <summary>A reader whose troubles the test chooses.</summary>
/// <param name="read">The file's whole text, or a throw.</param>
internal sealed class TroubledReader(Func<SourceFile, string> read) : DocumentReader
{
    public int Reads { get; private set; }

    /// <summary>Reads until it is canceled.</summary>
    public bool Blocks { get; init; }

    public Action OnRead { get; init; } = () => { };

    public Func<Task> OnReadAsync { get; init; } = () => Task.CompletedTask;

    public override IReadOnlyList<string> MediaTypes => [FileSignature.PlainText];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        Reads++;
        OnRead();
        await OnReadAsync();
        if (Blocks) await Task.Delay(Timeout.Infinite, cancellationToken);
        return new DocumentText(null, FileSignature.PlainText, null, [new Block { Kind = BlockKind.Paragraph, Text = read(file) }], []);
    }
}

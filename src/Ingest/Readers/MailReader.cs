using RagDocs.Ingest.Readers.Mail;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads mail messages: who, when and what about as the first block, then the text; attached files become documents of their own.</summary>
internal sealed class MailReader(ReaderOptions options) : DocumentReader
{
    private static readonly string[] Shown = ["From", "To", "Cc", "Date", "Subject"];

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Mail];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        TextDecoding.CheckSize(file.Path, options);
        var bytes = await File.ReadAllBytesAsync(file.Path, cancellationToken);
        var message = new MimeParser().Parse(bytes.AsMemory(Start(bytes)..));
        var blocks = new BlockCollector(options, cancellationToken);
        blocks.Add(BlockKind.Paragraph, string.Join('\n', Shown.Select(name => (name, Text: message.Headers.Text(name))).Where(f => f.Text.Length > 0).Select(f => $"{f.name}: {f.Text}")));
        var content = new MailContent(blocks);
        await content.AddAsync(message, cancellationToken);
        if (content.Attachments.Count > 0)
            blocks.Add(BlockKind.Paragraph, TextCleaning.OneLine("Attachments: " + string.Join(", ", content.Attachments.Select(a => a.Path)), longest: 4_000));
        var title = message.Headers.Text("Subject");
        return new DocumentText(title.Length > 0 ? title : null, FileSignature.Mail, null, blocks.Blocks, content.Warnings) { Embedded = content.Attachments };
    }

    // A byte order mark, and the line "From …" that mailboxes put before each message.
    private static int Start(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        if (bytes[start..].StartsWith("From "u8)) MimeLines.Next(bytes, ref start);
        return start;
    }
}

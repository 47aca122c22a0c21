using RagDocs.Ingest.Readers;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>Reads bytes as the pipeline does: stored under a name of ours, told its own.</summary>
internal static class OfficeReading
{
    public static async Task<DocumentText> ReadAsync(byte[] content, string name, ReaderOptions? options = null)
    {
        using var folder = new TempFolder();
        var path = folder.File("stored");
        await File.WriteAllBytesAsync(path, content);
        return await new DocumentReaders(options ?? new ReaderOptions()).ReadAsync(path, name, TestContext.Current.CancellationToken);
    }

    public static async Task<DocumentReadException> FailsAsync(byte[] content, string name, ReaderOptions? options = null) =>
        await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(content, name, options));

    public static IEnumerable<string> Texts(this DocumentText text) => text.Blocks.Select(b => b.Text);
}

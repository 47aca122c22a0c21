using System.IO.Compression;
using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Reads bytes through the door to all readers; base of the tests of one format.</summary>
public abstract class ReaderFiles : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<DocumentText> Read(byte[] content, string name, ReaderOptions? options = null)
    {
        var path = _folder.File("stored");
        File.WriteAllBytes(path, content);
        return new DocumentReaders(options ?? new ReaderOptions()).ReadAsync(path, name, TestContext.Current.CancellationToken);
    }

    protected Task<DocumentText> Read(string content, string name) => Read(Encoding.UTF8.GetBytes(content), name);

    protected Task<DocumentReadException> Fails(byte[] content, string name, ReaderOptions? options = null) =>
        Assert.ThrowsAsync<DocumentReadException>(() => Read(content, name, options));

    protected Task<DocumentReadException> Fails(string content, string name) => Fails(Encoding.UTF8.GetBytes(content), name);

    protected static string[] Texts(DocumentText text) => [.. text.Blocks.Select(b => b.Text)];

    protected static string Content(EmbeddedFile file)
    {
        using var reader = new StreamReader(file.Open());
        return reader.ReadToEnd();
    }

    internal static byte[] Zip(params (string Name, string Content)[] members) => Zip([.. members.Select(m => (m.Name, Encoding.UTF8.GetBytes(m.Content)))]);

    internal static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        return stream.ToArray();
    }
}

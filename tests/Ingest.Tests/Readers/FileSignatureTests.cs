using System.IO.Compression;
using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class FileSignatureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("# Hello", "a.md", FileSignature.Markdown)]
    [InlineData("# Hello", "a.txt", FileSignature.PlainText)]
    [InlineData("a;b", "a.csv", FileSignature.PlainText)]
    [InlineData("{}", "noextension", FileSignature.PlainText)]
    [InlineData("<p>x", "a.HTM", FileSignature.Html)]
    [InlineData("\ufeff <!-- c --> <!DOCTYPE html><p>x", "a.txt", FileSignature.Html)]
    [InlineData("<?xml version='1.0'?><html>", "a.xml", FileSignature.Html)]
    [InlineData("%PDF-1.4", "a.txt", FileSignature.Pdf)]
    public async Task ContentDecidesAndTheExtensionOnlyAmongTexts(string content, string name, string mediaType) =>
        Assert.Equal(mediaType, await Detect(Encoding.UTF8.GetBytes(content), name));

    [Theory]
    [InlineData("xl/workbook.xml", "Excel")]
    [InlineData("ppt/presentation.xml", "PowerPoint")]
    [InlineData("other.xml", "packed archive")]
    public async Task ArchivesAreNamedByWhatIsInThem(string part, string word)
    {
        var e = await Fails(Zip("[Content_Types].xml", part), "a.zip");

        Assert.Equal(DocumentState.Unsupported, e.State);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWordFileIsKnownUnderAnyName() =>
        Assert.Equal(FileSignature.Docx, await Detect(TinyDocx.Create(null, b => b.Append(TinyDocx.Text("x"))), "strange.pdf"));

    [Fact]
    public async Task AnEncryptedOfficeFileNeedsItsPassword()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[300_000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[50]];

        Assert.Equal(DocumentState.Password, (await Fails(ole, "a.docx")).State);
    }

    [Fact]
    public async Task OldOfficeFilesAreCalledByTheirName()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("WordDocument"), .. new byte[50]];

        var e = await Fails(ole, "a.doc");

        Assert.Equal(DocumentState.Unsupported, e.State);
        Assert.Contains(".doc", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArchiveWithTheNameOfAPdfIsDamaged() => Assert.Equal(DocumentState.Damaged, (await Fails(Zip("a.txt"), "report.pdf")).State);

    [Theory]
    [InlineData(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, "picture")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 0, 0, 0, 7 }, "binary data")]
    public async Task OtherBinaryDataIsUnsupported(byte[] content, string word)
    {
        var e = await Fails(content, "data.bin");

        Assert.Equal(DocumentState.Unsupported, e.State);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    private Task<string> Detect(byte[] content, string name)
    {
        var path = _folder.File("stored");
        File.WriteAllBytes(path, content);
        return FileSignature.DetectAsync(path, name, TestContext.Current.CancellationToken);
    }

    private Task<DocumentReadException> Fails(byte[] content, string name) => Assert.ThrowsAsync<DocumentReadException>(() => Detect(content, name));

    private static byte[] Zip(params string[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts) zip.CreateEntry(part);
        }

        return stream.ToArray();
    }
}

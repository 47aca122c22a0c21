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
    [InlineData("a;b", "a.csv", FileSignature.Csv)]
    [InlineData("{}", "noextension", FileSignature.PlainText)]
    [InlineData("<p>x", "a.HTM", FileSignature.Html)]
    [InlineData("\ufeff <!-- c --> <!DOCTYPE html><p>x", "a.txt", FileSignature.Html)]
    [InlineData("<?xml version='1.0'?><html>", "a.xml", FileSignature.Html)]
    [InlineData("%PDF-1.4", "a.txt", FileSignature.Pdf)]
    public async Task ContentDecidesAndTheExtensionOnlyAmongTexts(string content, string name, string mediaType) =>
        Assert.Equal(mediaType, await Detect(Encoding.UTF8.GetBytes(content), name));

    [Theory]
    [InlineData("From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\n\r\nHi", "message", FileSignature.Mail)]
    [InlineData("From: the office\nTo: all\nSubject: keys\n\nHi", "memo", FileSignature.PlainText)]
    [InlineData("Subject: keys\n\nHi", "a.eml", FileSignature.Mail)]
    [InlineData("a\tb", "a.tsv", FileSignature.Csv)]
    [InlineData("{}", "a.json", FileSignature.Json)]
    [InlineData("{}\n{}", "a.jsonl", FileSignature.Json)]
    [InlineData("{\\rtf1 x}", "a.doc", FileSignature.Rtf)]
    public async Task MailsListsAndRichTextHaveTheirNames(string content, string name, string mediaType) =>
        Assert.Equal(mediaType, await Detect(Encoding.UTF8.GetBytes(content), name));

    [Theory]
    [InlineData("xl/workbook.xml", FileSignature.Xlsx)]
    [InlineData("ppt/presentation.xml", FileSignature.Pptx)]
    [InlineData("other.xml", FileSignature.Zip)]
    public async Task ArchivesAreNamedByWhatIsInThem(string part, string mediaType) =>
        Assert.Equal(mediaType, await Detect(Zip("[Content_Types].xml", part), "a.zip"));

    [Theory]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", FileSignature.Xlsx)]
    [InlineData("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", FileSignature.Pptx)]
    [InlineData("application/vnd.ms-word.document.macroEnabled.main+xml", FileSignature.Docx)]
    public async Task OfficeFilesAreNamedByTheirMainPartWhereverItLies(string mainPart, string mediaType) =>
        Assert.Equal(mediaType, await Detect(
            ZipOf(("[Content_Types].xml", $"<Types><Default Extension='docx' ContentType='x.wordprocessingml.document'/><Override ContentType='{mainPart}'/></Types>")), "a"));

    [Theory]
    [InlineData("application/vnd.oasis.opendocument.text", FileSignature.Odt)]
    [InlineData("application/vnd.oasis.opendocument.spreadsheet-template", FileSignature.Ods)]
    [InlineData("application/vnd.oasis.opendocument.presentation\n", FileSignature.Odp)]
    [InlineData("application/epub+zip", FileSignature.Epub)]
    [InlineData("something/else", FileSignature.Zip)]
    public async Task OpenDocumentAndBooksAreNamedByTheirMimetypeMember(string member, string mediaType) =>
        Assert.Equal(mediaType, await Detect(ZipOf(("mimetype", member)), "a"));

    [Fact]
    public async Task AFormatWithoutAReaderIsRefusedByItsName()
    {
        var path = _folder.File("stored");
        await File.WriteAllBytesAsync(path, ZipOf(("mimetype", FileSignature.Ods)), TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<DocumentReadException>(
            () => new DocumentReaders([]).ReadAsync(path, "a.ods", TestContext.Current.CancellationToken));

        Assert.Equal(DocumentState.Unsupported, e.State);
        Assert.Contains("OpenDocument spreadsheets", e.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("WordDocument", "a", FileSignature.Doc)]
    [InlineData("Workbook", "a", FileSignature.Xls)]
    [InlineData("PowerPoint Document", "a", FileSignature.Ppt)]
    [InlineData("Workbook WordDocument", "a.xls", FileSignature.Xls)]
    public async Task OldOfficeFilesAreKnownByTheirStreams(string streams, string name, string mediaType)
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        var named = streams == "Workbook WordDocument" ? streams.Split(' ') : [streams];
        var file = named.Aggregate(ole, (bytes, stream) => [.. bytes, .. Encoding.Unicode.GetBytes(stream), .. new byte[50]]);

        Assert.Equal(mediaType, await Detect(file, name));
    }

    [Fact]
    public async Task AnArchiveWithTheNameOfAPdfIsDamaged() => Assert.Equal(DocumentState.Damaged, (await Fails(Zip("a.txt"), "report.pdf")).State);

    [Theory]
    [InlineData(new byte[] { (byte)'8', (byte)'B', (byte)'P', (byte)'S' }, "picture")]
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

    private static byte[] Zip(params string[] parts) => ZipOf([.. parts.Select(p => (p, ""))]);

    private static byte[] ZipOf(params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}

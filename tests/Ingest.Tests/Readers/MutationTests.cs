using System.Text;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Good files with bytes flipped, cut off or doubled at random: each ends as blocks or as a reason, whatever a parser thinks of it.</summary>
public sealed class MutationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.pdf", 40)]
    [InlineData("a.docx", 150)]
    [InlineData("a.html", 150)]
    [InlineData("a.md", 150)]
    [InlineData("a.txt", 150)]
    [InlineData("a.csv", 150)]
    [InlineData("a.json", 150)]
    [InlineData("a.jsonl", 150)]
    [InlineData("a.eml", 300)]
    [InlineData("a.epub", 150)]
    [InlineData("a.zip", 150)]
    public async Task AMutatedFileEndsAsBlocksOrAsAReason(string name, int rounds)
    {
        Assert.SkipWhen(name == "a.pdf" && ProgramPath.Find("pdftotext") is null, "pdftotext (poppler-utils) is not installed.");
        var readers = new DocumentReaders(new ReaderOptions());
        var random = new Random(20_260_101);
        var path = _folder.File("stored");
        for (var round = 0; round < rounds; round++)
        {
            await File.WriteAllBytesAsync(path, Mutate(Good(name), random));
            var fault = await Record.ExceptionAsync(() => ReadAllAsync(readers, path, name));
            Assert.True(fault is null or DocumentReadException, $"round {round}: {fault}");
        }
    }

    // Files inside come to light only when they are opened; what is wrong with them is theirs alone.
    private static async Task ReadAllAsync(DocumentReaders readers, string path, string name)
    {
        using var text = await readers.ReadAsync(path, name, TestContext.Current.CancellationToken);
        foreach (var part in text.Embedded)
        {
            var fault = await Record.ExceptionAsync(async () =>
            {
                await using var content = part.Open();
                await content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            });
            Assert.True(fault is null or InvalidDataException or EndOfStreamException or NotSupportedException or FormatException or DocumentReadException or FileTooLargeException, $"{part.Path}: {fault}");
        }
    }

    private static byte[] Good(string name) => name switch
    {
        "a.csv" => "City;Amount;Note\nZürich;85;\"a; \"\"b\"\"\"\nGeneva;78;x\n"u8.ToArray(),
        "a.json" => "{\"a\": {\"b\": [1, 2.5e3, null, true]}, \"rows\": [{\"x\": \"\\u00fc\"}, {\"y\": []}]}"u8.ToArray(),
        "a.jsonl" => "{\"a\": 1}\n{\"a\": {\"b\": \"c\"}}\n"u8.ToArray(),
        "a.eml" => Encoding.UTF8.GetBytes(
            "From: =?utf-8?Q?J=C3=BCrg?= <a@b>\r\nSubject: =?iso-8859-1?B?R3L232U=?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n" +
            "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=\r\n=C3=9Fe\r\n" +
            "--c\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--c--\r\n--b\r\nContent-Disposition: attachment; filename*=utf-8''a%20b.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n" +
            "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx\r\n--b--\r\n"),
        "a.epub" => ReaderFiles.Zip(
            ("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"),
            ("b.opf", "<package><metadata><title>T</title></metadata><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"),
            ("a.xhtml", "<html><head><title/></head><body><h1>H</h1><p>Text.</p></body></html>")),
        "a.zip" => ReaderFiles.Zip(("a.txt", "Some text, some text, some text."), ("sub/b.md", "# More")),
        "a.pdf" => TinyPdf.Create("Title", ["# Heading", "Some text."], ["More text."]),
        "a.docx" => TinyDocx.Create("Title", body => body.Append(
            TinyDocx.Styled("Heading1", "Heading"), TinyDocx.Item(1, 0, "Item"), TinyDocx.Table(["A", "B"], ["1", "2"]), TinyDocx.WithTextBox("x", "y"))),
        "a.html" => "<html><head><title>T</title></head><body><h1>H</h1><ul><li>a<li>b<ul><li>c</ul></ul><table><tr><td>1<td>2</table><pre>x</pre></body></html>"u8.ToArray(),
        _ => Encoding.UTF8.GetBytes("---\ntitle: T\n---\n# H\n\ntext `code` [l](u) {% tag \"x\" %}\n\n- a\n  - b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx\n```\n\n[^1]: note\n"),
    };

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
                default: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1)); break;
            }
        }

        return [.. bytes];
    }
}

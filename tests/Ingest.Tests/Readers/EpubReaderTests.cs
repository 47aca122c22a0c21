using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class EpubReaderTests : DocumentReaderConformanceTests
{
    private const string Container =
        "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";

    protected override string FileName => "book.epub";

    protected override byte[] Sample() => Book(
        ("one.xhtml", $"<html><head><title/><script src='x'/></head><body><h1>{Title}</h1><p><a id='p1'/>{First}</p></body></html>"),
        ("two%20.xhtml", $"<html><body><h2>{SecondHeading}</h2><p>{Second}</p><table><tr><th>City</th><th>Amount</th></tr><tr><td>Zürich</td><td>85</td></tr><tr><td>Geneva</td><td>78</td></tr></table></body></html>"));

    protected override byte[] Damaged() => ReaderFiles.Zip(("mimetype", "application/epub+zip"), ("META-INF/container.xml", Container));

    [Fact]
    public async Task ChaptersComeInTheOrderOfTheSpineWithoutTheTableOfContents()
    {
        var opf = Opf("<item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><item id='b' href='../b.xhtml' media-type='application/xhtml+xml'/>", "<itemref idref='nav'/><itemref idref='b'/><itemref idref='a'/>");
        var read = await Read(ReaderFiles.Zip(
            ("mimetype", "application/epub+zip"), ("META-INF/container.xml", Container), ("OEBPS/book.opf", opf),
            ("OEBPS/nav.xhtml", "<p>Contents"), ("OEBPS/a.xhtml", "<p>Second"), ("b.xhtml", "<p>First")));

        Assert.Equal(["First", "Second"], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task AProtectedBookNeedsItsKey()
    {
        const string Encryption = "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/></EncryptedData></encryption>";

        Assert.Equal(DocumentState.Password, (await Fails(ReaderFiles.Zip(("mimetype", "application/epub+zip"), ("META-INF/encryption.xml", Encryption)))).State);
    }

    [Fact]
    public async Task AMissingChapterMakesTheBookReadableInPart()
    {
        var opf = Opf("<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><item id='b' href='b.xhtml' media-type='application/xhtml+xml'/>", "<itemref idref='a'/><itemref idref='b'/>");
        var read = await Read(ReaderFiles.Zip(("mimetype", "application/epub+zip"), ("META-INF/container.xml", Container), ("OEBPS/book.opf", opf), ("OEBPS/a.xhtml", "<p>Here")));

        Assert.Contains("1 of 2 chapters", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntitiesOfItsOwnAreRefused()
    {
        const string Bomb = "<!DOCTYPE p [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><package><metadata><title>&b;</title></metadata></package>";

        Assert.Equal(DocumentState.Refused, (await Fails(ReaderFiles.Zip(("mimetype", "application/epub+zip"), ("META-INF/container.xml", Container), ("OEBPS/book.opf", Bomb)))).State);
    }

    private static byte[] Book(params (string Href, string Xhtml)[] chapters)
    {
        var items = string.Concat(chapters.Select((c, i) => $"<item id='c{i}' href='{c.Href}' media-type='application/xhtml+xml'/>"));
        var spine = string.Concat(chapters.Select((_, i) => $"<itemref idref='c{i}'/>"));
        (string, string)[] fixedParts = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", Container), ("OEBPS/book.opf", Opf(items, spine))];
        return ReaderFiles.Zip([.. fixedParts, .. chapters.Select(c => ("OEBPS/" + Uri.UnescapeDataString(c.Href), c.Xhtml))]);
    }

    private static string Opf(string items, string spine) =>
        $"<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{Title}</dc:title></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>";
}

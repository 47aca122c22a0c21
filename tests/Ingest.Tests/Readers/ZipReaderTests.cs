using System.IO.Compression;
using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class ZipReaderTests : ReaderFiles
{
    [Fact]
    public async Task AnArchiveIsAFolderOfItsFiles()
    {
        var read = await Read(Zip(("a.txt", "one"), ("sub/b.md", "two"), ("sub/", ""), ("__MACOSX/a.txt", "x"), (".DS_Store", "x"), ("Thumbs.db", "x")), "a.zip");

        Assert.Empty(read.Blocks);
        Assert.Empty(read.Warnings);
        Assert.Equal(["a.txt", "sub/b.md"], read.Embedded.Select(e => e.Path));
        Assert.Equal(["one", "two"], read.Embedded.Select(Content));
    }

    [Fact]
    public async Task OldNamesAreReadInTheCodePageTheyWereWrittenIn()
    {
        var zip = Zip(("Gr?sse.txt", "x"));
        for (var at = zip.AsSpan().IndexOf("Gr?sse"u8); at >= 0; at = zip.AsSpan().IndexOf("Gr?sse"u8)) zip[at + 2] = 0x81;

        Assert.Equal("Grüsse.txt", Assert.Single((await Read(zip, "a.zip")).Embedded).Path);
    }

    [Fact]
    public async Task EncryptedMembersAreNamedAndTheOthersTaken()
    {
        var read = await Read(Encrypt(Zip(("secret.txt", "x"), ("open.txt", "y")), 0), "a.zip");

        Assert.Equal("open.txt", Assert.Single(read.Embedded).Path);
        Assert.Contains("“secret.txt” was left out: it is protected with a password", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArchiveOfEncryptedMembersNeedsItsPassword() =>
        Assert.Equal(DocumentState.Password, (await Fails(Encrypt(Zip(("secret.txt", "x")), 0), "a.zip")).State);

    [Fact]
    public async Task LinksAreNotFollowed()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("link").ExternalAttributes = unchecked((int)0xA1FF0000);
            using var member = zip.CreateEntry("a.txt").Open();
            member.Write("x"u8);
        }

        var read = await Read(stream.ToArray(), "a.zip");

        Assert.Equal("a.txt", Assert.Single(read.Embedded).Path);
        Assert.Contains("link", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMemberThatUnpacksToFarMoreThanItsSizeIsLeftOut()
    {
        var read = await Read(Zip(("bomb.txt", new byte[20 << 20]), ("a.txt", "x"u8.ToArray())), "a.zip");

        Assert.Equal("a.txt", Assert.Single(read.Embedded).Path);
        Assert.Contains("“bomb.txt”", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArchiveOfMoreThanTheAllowedSizeIsRefused()
    {
        var options = new ReaderOptions { MaxUnpackedMegabytes = 1 };

        Assert.Equal(DocumentState.Refused, (await Fails(Zip(("a.txt", new byte[2 << 20])), "a.zip", options)).State);
    }

    [Fact]
    public async Task AnArchiveOfMoreThanTheAllowedFilesIsRefused()
    {
        var options = new ReaderOptions { MaxParts = 10 };

        Assert.Equal(DocumentState.Refused, (await Fails(Zip([.. Enumerable.Range(0, 11).Select(i => ($"{i}.txt", "x"))]), "a.zip", options)).State);
    }

    [Fact]
    public async Task AnArchiveOfNothingHoldsNoText() => Assert.Equal(DocumentState.NoText, (await Fails(Zip(("sub/", "")), "a.zip")).State);

    // Sets the encryption flag of a member in both of its headers.
    private static byte[] Encrypt(byte[] zip, int member)
    {
        foreach (var (mark, flags) in new[] { ("PK\x3\x4", 6), ("PK\x1\x2", 8) })
        {
            var at = -1;
            for (var i = 0; i <= member; i++) at = zip.AsSpan(at + 1).IndexOf(Encoding.Latin1.GetBytes(mark)) + at + 1;
            zip[at + flags] |= 1;
        }

        return zip;
    }
}

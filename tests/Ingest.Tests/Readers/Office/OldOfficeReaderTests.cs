using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.OldOffice;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>The old files are made here by LibreOffice itself; without it these tests skip.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OldOfficeReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnOldWordFileIsReadWithItsHeadings()
    {
        var read = await Old(TinyDocx.Create(null, body => body.Append([TinyDocx.Styled("Heading1", "Rules"), TinyDocx.Text("Book early.")])), "docx", "doc", FileSignature.Doc);

        Assert.Contains("Book early.", read.Texts());
        Assert.Equal(["Rules"], Assert.Single(read.Blocks, b => b.Text == "Book early.").HeadingPath);
        Assert.Equal(FileSignature.Doc, read.MediaType);
    }

    [Fact]
    public async Task AnOldWorkbookIsReadWithItsCells()
    {
        var read = await Old(TinyXlsx.Create(null, [], ("Rent", "visible", TinyXlsx.Rows("Site|Amount", "Ghent|1200", "Brno|800"))), "xlsx", "xls", FileSignature.Xls);

        Assert.Equal("Rent!A2:B2", Assert.Single(read.Blocks, b => b.Text == "Site = Ghent; Amount = 1200").Cells!.ToString());
    }

    [Fact]
    public async Task AnOldPresentationIsReadWithItsSlides()
    {
        var read = await Old(TinyOdf.Presentation("<draw:page><draw:frame presentation:class='title' svg:x='1cm' svg:y='1cm' svg:width='9cm' svg:height='2cm'><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame></draw:page>"), "odp", "ppt", FileSignature.Ppt);

        Assert.Contains(read.Blocks, b => b.Text == "Plan" && b.Page == 1);
    }

    [Fact]
    public async Task WithoutLibreOfficeTheReasonSaysWhatToDo()
    {
        var e = await Assert.ThrowsAsync<DocumentReadException>(() => new OldOfficeReader(new ReaderOptions(), () => null)
            .ReadAsync(new SourceFile(_folder.Write("a", "x"), "a.doc", FileSignature.Doc), CancellationToken.None));

        Assert.Equal(DocumentState.Unsupported, e.State);
        Assert.Contains("Save the file as DOCX", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramThatTakesTooLongIsEndedWithTheNumber()
    {
        var slow = _folder.Write("slow", "#!/bin/sh\nsleep 300 & sleep 300\n");
        File.SetUnixFileMode(slow, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var e = await Assert.ThrowsAsync<DocumentReadException>(() => new OldOfficeReader(new ReaderOptions { OfficeSeconds = 1 }, () => slow)
            .ReadAsync(new SourceFile(_folder.Write("a", "x"), "a.doc", FileSignature.Doc), CancellationToken.None));

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("1 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesBeyondTheLimitAreNotWritten()
    {
        var greedy = _folder.Write("greedy", "#!/bin/sh\nmkdir -p \"$HOME/new\"; head -c 3000000 /dev/zero > \"$HOME/new/big\"; wc -c < \"$HOME/new/big\" >&2; exit 1\n");
        File.SetUnixFileMode(greedy, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var folder = new PrivateFolder();

        await Assert.ThrowsAsync<DocumentReadException>(() => new LibreOffice(greedy, new ReaderOptions { OfficeFileMegabytes = 1 })
            .ConvertAsync(_folder.Write("a", "x"), "doc", "docx", folder, CancellationToken.None));

        Assert.InRange(new FileInfo(folder.Of("new/big")).Length, 1, 1024 * 1024);
    }

    private async Task<DocumentText> Old(byte[] content, string from, string to, string mediaType)
    {
        var program = LibreOffice.Find();
        Assert.SkipWhen(program is null, "LibreOffice is not installed.");
        var path = _folder.File("new." + from);
        await File.WriteAllBytesAsync(path, content);
        using var folder = new PrivateFolder();
        string old;
        try
        {
            old = await new LibreOffice(program, new ReaderOptions()).ConvertAsync(path, from, to, folder, TestContext.Current.CancellationToken);
        }
        catch (DocumentReadException e)
        {
            Assert.Skip($"LibreOffice's part for .{to} files is not installed: {e.Message}");
            throw;
        }

        return await new OldOfficeReader(new ReaderOptions()).ReadAsync(new SourceFile(old, "a." + to, mediaType), TestContext.Current.CancellationToken);
    }
}

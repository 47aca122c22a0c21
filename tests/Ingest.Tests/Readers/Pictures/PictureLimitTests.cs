using System.Buffers.Binary;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Pictures;

/// <summary>Sizes are believed to be what they claim before anything is decoded.</summary>
public sealed class PictureLimitTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> Giants => new()
    {
        { "a.png", TinyPng.Claiming(65_000, 65_000) },
        { "rgba.png", TinyPng.Claiming(9_000, 9_000, colorType: 6) },
        { "a.tif", TinyTiff.Claiming(100_000, 100_000) },
        { "a.gif", [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[60]] },
        { "a.bmp", Bmp(1_000_000, -1_000_000) },
        { "a.webp", [.. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0x00, 0xFF, 0xFF, 0x00, .. new byte[40]] },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xFF, 0xFF, 0xFF, 0xFF, 3, .. new byte[60]] },
    };

    [Theory]
    [MemberData(nameof(Giants))]
    public async Task APictureThatClaimsTooManyPixelsIsRefusedUndecoded(string name, byte[] file)
    {
        var e = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(file, name));

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("pixels, more than can be read", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("icon.png", 16, 16)]
    [InlineData("line.png", 2_000, 3)]
    public async Task AnIconOrALineHoldsNoText(string name, int width, int height)
    {
        var e = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(TinyPng.Claiming(width, height), name));

        Assert.Equal(DocumentState.NoText, e.State);
    }

    [Theory]
    [InlineData("a.png", "\u0089PNG\r\n\u001a\n")]
    [InlineData("a.tif", "II*\0\u00ff\u00ff\u00ff\u007f")]
    [InlineData("a.jpg", "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF")]
    [InlineData("a.gif", "GIF89a")]
    public async Task APictureCutOffInItsHeaderIsDamaged(string name, string bytes)
    {
        var e = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync([.. bytes.Select(c => (byte)c)], name));

        Assert.Equal(DocumentState.Damaged, e.State);
    }

    private static byte[] Bmp(int width, int height)
    {
        var file = TinyBmp.Create(new TinyPicture(1, 1, [0]));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        return file;
    }

    private async Task<DocumentText> ReadAsync(byte[] file, string name)
    {
        var path = _folder.File("file");
        await File.WriteAllBytesAsync(path, file);
        return await new DocumentReaders(new ReaderOptions()).ReadAsync(path, name, TestContext.Current.CancellationToken);
    }
}

using RagDocs.Retrieval.Segments;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Segments;

public sealed class MappedFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AMappedFileHoldsTheBytesOfTheFileAndASectionItsOwn()
    {
        var path = _folder.File("part");
        var bytes = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7)).ToArray();
        File.WriteAllBytes(path, bytes);

        using var whole = MappedFile.Open(path);
        using var section = MappedFile.Open(path, 4_321, 5_000);

        Assert.True(whole.Memory.Span.SequenceEqual(bytes));
        Assert.True(section.Memory.Span.SequenceEqual(bytes.AsSpan(4_321, 5_000)));
    }

    [Fact]
    public void AFileThatIsEmptyOrEndsBeforeItsSectionIsDamaged()
    {
        var path = _folder.Write("part", "");
        Assert.Throws<DamagedIndexException>(() => MappedFile.Open(path));

        File.WriteAllBytes(path, new byte[100]);
        Assert.Throws<DamagedIndexException>(() => MappedFile.Open(path, 90, 11));
        Assert.Throws<DamagedIndexException>(() => MappedFile.Open(path, long.MaxValue, 1));
    }

    [Fact]
    public void WhatIsPinnedStaysReadableAfterDisposalAndNothingElseDoes()
    {
        var path = _folder.Write("part", "pinned");
        var file = MappedFile.Open(path);
        var pin = file.Memory.Pin();
        var span = file.Memory.Span;

        ((IDisposable)file).Dispose();

        Assert.Equal("pinned"u8, span);
        Assert.Throws<ObjectDisposedException>(() => file.Pin());
        pin.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.GetSpan().Length);
    }

    [Fact]
    public void TheChecksumIsCrc32CAndCanGoOn()
    {
        Assert.Equal(0xE3069283u, Checksum.Of("123456789"u8));
        Assert.Equal(0xE3069283u, Checksum.Of("6789"u8, Checksum.Of("12345"u8)));
    }
}

using System.Security.Cryptography;
using System.Text;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class OriginalsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Originals _originals;

    public OriginalsTests() => _originals = new Originals(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFileIsKeptUnderItsHashAndReadBack()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var stored = await _originals.AddAsync(new MemoryStream(content), CancellationToken.None);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(content)), 300_000), (stored.Hash, stored.SizeBytes));
        await using var read = _originals.OpenRead(stored.Hash);
        using var copy = new MemoryStream();
        await read.CopyToAsync(copy);
        Assert.Equal(content, copy.ToArray());
        Assert.Equal(Path.Combine(_folder.Path, "originals", stored.Hash[..2], stored.Hash[2..]), _originals.PathOf(stored.Hash));
    }

    [Fact]
    public async Task TheSameContentIsStoredOnceAlsoWhenItComesAtOnce()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => _originals.AddAsync(new MemoryStream("policy"u8.ToArray()), CancellationToken.None))));
        Assert.Single(added.Distinct());
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "originals"), "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "spool")));
    }

    [Fact]
    public async Task ACanceledOrBrokenUploadLeavesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _originals.AddAsync(new MemoryStream(new byte[10]), new CancellationToken(canceled: true)));
        await Assert.ThrowsAsync<IOException>(() => _originals.AddAsync(new BreakingStream(), CancellationToken.None));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    [InlineData("abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabc/")]
    [InlineData("abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd\n")]
    public void ANameThatIsNoHashNeverBecomesAPath(string name) => Assert.Throws<ArgumentException>(() => _originals.PathOf(name));

    [Fact]
    public void AMissingOriginalSaysWhatToDo()
    {
        var missing = Assert.Throws<FileNotFoundException>(() => _originals.OpenRead(Some.Hash()));
        Assert.Contains("backup", missing.Message, StringComparison.Ordinal);
    }

    private sealed class BreakingStream() : MemoryStream(Encoding.UTF8.GetBytes("half"))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("connection lost") : base.ReadAsync(buffer, cancellationToken);
    }

    [Fact]
    public void OnlyHalfReceivedFilesOfLongAgoAreDropped()
    {
        var now = TimeProvider.System.GetUtcNow();
        var old = _folder.Write("spool/old.part", "half");
        File.SetLastWriteTimeUtc(old, now.UtcDateTime.AddDays(-2));
        var young = _folder.Write("spool/young.part", "half");
        _originals.DropAbandoned(now.AddDays(-1));
        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
    }
}

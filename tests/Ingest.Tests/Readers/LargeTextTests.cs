using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Files that are read piece by piece hold the same as if they were read whole.</summary>
public sealed class LargeTextTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("utf-8", "\n")]
    [InlineData("utf-8", "\r\n")]
    [InlineData("utf-16", "\r\n")]
    public async Task NothingIsLostBetweenThePieces(string encoding, string lineEnd)
    {
        var text = Text().ReplaceLineEndings(lineEnd);
        var path = _folder.File("large.txt");
        await File.WriteAllTextAsync(path, text, Encoding.GetEncoding(encoding), TestContext.Current.CancellationToken);
        var options = new ReaderOptions { SpillFolder = _folder.Path };

        using var read = await new DocumentReaders(options).ReadAsync(path, "large.txt", CancellationToken.None);

        var whole = new BlockCollector(options, CancellationToken.None);
        PlainTextBlocks.Add(whole, text);
        Assert.Equal(whole.Blocks.Select(b => (b.Kind, b.Text)), read.Blocks.Select(b => (b.Kind, b.Text)));
        Assert.Equal(Words(text), Words(string.Join('\n', read.Blocks.Select(b => b.Text))));
        Assert.Equal(40, read.Blocks.Count(b => b.Kind == BlockKind.Heading));
        Assert.All(read.Blocks, b => Assert.True(b.Text.Length <= 20_000));
    }

    [Fact]
    public async Task AFileOfAnOldEncodingIsReadPieceByPieceToo()
    {
        var path = _folder.File("old.txt");
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("Größe der Räume\n\n", 600_000))), TestContext.Current.CancellationToken);

        using var read = await new DocumentReaders(new ReaderOptions { SpillFolder = _folder.Path }).ReadAsync(path, "old.txt", CancellationToken.None);

        Assert.Equal(600_000, read.Blocks.Count(b => b.Text == "Größe der Räume"));
    }

    [Fact]
    public async Task GapsAreCountedOverAllPieces()
    {
        var path = _folder.File("gaps.txt");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("before the gap\0\0\0after the gap\n\n", 300_000)), TestContext.Current.CancellationToken);

        using var read = await new DocumentReaders(new ReaderOptions { SpillFolder = _folder.Path }).ReadAsync(path, "gaps.txt", CancellationToken.None);

        Assert.Contains("900,000 NUL bytes", Assert.Single(read.Warnings), StringComparison.Ordinal);
        Assert.Equal(300_000, read.Blocks.Count(b => b.Text == "after the gap"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Sections with a title, a paragraph of many lines, and one line without end.</summary>
    private static string Text()
    {
        var text = new StringBuilder();
        for (var section = 0; section < 40; section++)
        {
            text.Append("Überschrift ").Append(section.ToString("00", null)).Append("\n==============\n\n");
            for (var line = 0; line < 1_000; line++) text.Append("Zeile ").Append(line).Append(" mit Größe, naïve façade und 𝒳.\n");
            text.Append('\n').AppendJoin(' ', Enumerable.Range(0, 22_000).Select(i => $"wört{i}")).Append("\n\n");
        }

        return text.ToString();
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(w => w.Any(c => c is not '=')).Aggregate(17, (hash, word) => unchecked((hash * 31) + string.GetHashCode(word, StringComparison.Ordinal)));
}

using System.Globalization;
using System.Text;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;

namespace RagDocs.Ingest.Tests;

/// <summary>Chunks of a long document are made while those before are written: in order, to the end, and not beyond what is asked for.</summary>
public sealed class ChunkEmbeddingTests
{
    private const int Blocks = 5_000;

    private readonly Chunker _chunker = new(new ChunkerOptions { TargetTokens = 30, SmallTokens = 0 }, TokenEstimate.Count);
    private readonly List<MemoryStream> _opened = [];

    [Fact]
    public async Task AllChunksComeInTheOrderOfTheText()
    {
        using var text = Text(Written(Blocks));

        var chunks = new List<string>();
        await foreach (var batch in new ChunkEmbedding(_chunker).EmbedAsync(null, "Rules", text, TestContext.Current.CancellationToken)) chunks.AddRange(batch.Select(c => c.Text));

        Assert.Equal(Blocks, chunks.Count);
        Assert.Equal(Enumerable.Range(0, Blocks).Select(Sentence), chunks);
    }

    [Fact]
    public async Task AFaultFarIntoTheTextReachesWhoeverReadsTheChunks()
    {
        using var text = Text(Written(Blocks - 1_000));

        await Assert.ThrowsAsync<EndOfStreamException>(async () =>
        {
            await foreach (var batch in new ChunkEmbedding(_chunker).EmbedAsync(null, "Rules", text, TestContext.Current.CancellationToken)) Assert.NotEmpty(batch);
        });
    }

    [Fact]
    public async Task NobodyReadsTheTextAnyMoreWhenTheReaderOfTheChunksLeaves()
    {
        using var text = Text(Written(Blocks));
        var batches = 0;

        await foreach (var batch in new ChunkEmbedding(_chunker).EmbedAsync(null, "Rules", text, TestContext.Current.CancellationToken))
        {
            Assert.NotEmpty(batch);
            if (++batches == 3) break;
        }

        Assert.False(Assert.Single(_opened).CanRead);
    }

    private static string Sentence(int number) => string.Create(CultureInfo.InvariantCulture, $"Paragraph {number} of the rules says that travel is paid after the line manager has approved it.");

    private static byte[] Written(int blocks)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            for (var i = 0; i < blocks; i++) BlockCodec.Write(writer, new Block { Kind = BlockKind.Paragraph, Text = Sentence(i) });
        }

        return bytes.ToArray();
    }

    private DocumentText Text(byte[] written) => new(null, FileSignature.PlainText, null, new BlockSequence(Blocks, () => Open(written)), []);

    private MemoryStream Open(byte[] written)
    {
        _opened.Add(new MemoryStream(written));
        return _opened[^1];
    }
}

using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Gguf;

public sealed class GgufModelInfoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AChatModelSaysItsSizes()
    {
        var info = GgufModelInfo.Read(TinyMistral.Write(_folder.File("m.gguf"), new TinyMistralOptions { ContextLength = 512, Layers = 3 }));

        Assert.Equal((ModelKind.Chat, "llama", "Tiny Mistral", "F32"), (info.Kind, info.Architecture, info.Name, info.Quantization));
        Assert.Equal((512, 3, 64, 4, 2, 16, 512), (info.ContextTokens, info.Layers, info.EmbeddingLength, info.Heads, info.KvHeads, info.HeadLength, info.VocabularySize));
        Assert.Equal(3 * 2 * (16 + 16) * 2, info.KvBytesPerToken);
        Assert.True(info.HasChatTemplate);
        Assert.Equal(info.Parameters * 4 - 64 * 512 * 4, info.ActiveBytes);
    }

    [Fact]
    public void ANameCannotTurnTheTextAroundIt() =>
        Assert.Equal("Mistral 7B", GgufModelInfo.Read(TinyMistral.Write(_folder.File("n.gguf"), new TinyMistralOptions { Name = "Mis\u202Etral\u0007 7B\u2067" })).Name);

    [Fact]
    public void ATiedModelReadsItsEmbeddingTableAsOutput()
    {
        var info = GgufModelInfo.Read(TinyMistral.Write(_folder.File("t.gguf"), new TinyMistralOptions { Tied = true, Template = null }));

        Assert.Equal(info.Parameters * 4, info.ActiveBytes);
        Assert.False(info.HasChatTemplate);
    }

    [Theory]
    [InlineData(TinyPooling.Mean, ModelKind.Embedding, ModelPooling.Mean)]
    [InlineData(TinyPooling.Cls, ModelKind.Embedding, ModelPooling.Cls)]
    [InlineData(TinyPooling.Rank, ModelKind.Reranker, ModelPooling.Rank)]
    public void AnEncoderIsWhatItsPoolingSays(TinyPooling written, ModelKind kind, ModelPooling pooling)
    {
        var info = GgufModelInfo.Read(TinyBert.Write(_folder.File("b.gguf"), new TinyBertOptions { Pooling = written }));

        Assert.Equal((kind, pooling, 0L), (info.Kind, info.Pooling, info.KvBytesPerToken));
    }

    [Fact]
    public void AnAdapterIsNoModelAndAModelNoAdapter()
    {
        var adapter = TinyLora.Write(_folder.File("l.gguf"));
        var model = TinyMistral.Write(_folder.File("m.gguf"));

        Assert.Contains("adapter", Assert.Throws<ModelFileException>(() => GgufModelInfo.Read(adapter)).Reason, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => GgufAdapterInfo.Read(model));
        Assert.Equal((4, 8f), (GgufAdapterInfo.Read(adapter).Rank, GgufAdapterInfo.Read(adapter).Alpha));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GGUF")]
    [InlineData("%PDF-1.7 and more than 24 bytes of it")]
    public void AnyOtherFileIsRefusedWithTheFileTheCauseAndTheCure(string content)
    {
        var failure = Assert.Throws<ModelFileException>(() => GgufModelInfo.Read(_folder.Write("other.gguf", content)));

        Assert.Equal("other.gguf: it is no GGUF file. Only GGUF files are models here: choose one for llama.cpp.", failure.Message);
    }

    [Fact]
    public void AMissingFileIsRefusedInTheSameWay() =>
        Assert.Contains("cannot be read", Assert.Throws<ModelFileException>(() => GgufModelInfo.Read(_folder.File("none.gguf"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void ALargeVocabularyIsReadInPassing()
    {
        var shape = new LlamaShape(8192, 1, 64, 4, 2, 128, 256_000);
        var path = BigLlama.Write(_folder.File("wide.gguf"), shape);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(256_000, GgufModelInfo.Read(path).VocabularySize);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L << 20);
    }
}

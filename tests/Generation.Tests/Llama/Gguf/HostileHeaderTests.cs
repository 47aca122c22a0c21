using System.Diagnostics;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Gguf;

public sealed class HostileHeaderTests
{
    private const long MostBytes = 64L << 20;

    public static TheoryData<string> Files => ["chat", "embedding", "reranker"];

    [Theory]
    [MemberData(nameof(Files))]
    public void AHostileHeaderIsRefusedWithAReasonOrStillAModel(string file)
    {
        var (refused, accepted) = (0, 0);
        foreach (var variant in HostileGguf.Variants(Good(file)))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(variant.Bytes);
                accepted++;
            }
            catch (ModelFileException reason)
            {
                Assert.NotEmpty(reason.Reason);
                Assert.NotEmpty(reason.Cure);
                refused++;
            }
            catch (Exception failure)
            {
                Assert.Fail($"{variant.Name}: {failure}");
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, variant.Name);
        }

        Assert.InRange(refused + accepted, 1000, 10_000);
        Assert.InRange(refused, 500, 10_000);
    }

    [Fact]
    public void AnAdapterSpoiltInManyWaysIsRefusedOrStillAnAdapter()
    {
        foreach (var variant in HostileGguf.Variants(TinyLora.ToBytes()))
        {
            var failure = Record.Exception(() => GgufAdapterInfo.Read(GgufHeader.Read(new MemoryStream(variant.Bytes), "lora.gguf")));
            Assert.True(failure is null or ModelFileException, $"{variant.Name}: {failure}");
        }
    }

    [Fact]
    public void TheVariantsAreTheSameEachTime() =>
        Assert.Equal(HostileGguf.Variants(TinyLora.ToBytes()).Select(v => v.Name), HostileGguf.Variants(TinyLora.ToBytes()).Select(v => v.Name));

    [Fact]
    public void AHeaderThatClaimsToBeEndlessIsRefusedWithoutReadingIt()
    {
        // A sparse file: 100 GB long, nothing in it.
        using var stream = new EndlessStream();
        var failure = Assert.Throws<ModelFileException>(() => GgufHeader.Read(stream, "endless.gguf"));
        Assert.Contains("header", failure.Reason, StringComparison.Ordinal);
        Assert.InRange(stream.BytesRead, 1, MostBytes + (1 << 20));
    }

    private static GgufModelInfo Read(byte[] bytes) => GgufModelReader.Read(GgufHeader.Read(new MemoryStream(bytes), "hostile.gguf"));

    private static byte[] Good(string file) => file switch
    {
        "chat" => TinyMistral.ToBytes(new TinyMistralOptions { Layers = 1 }),
        "embedding" => TinyBert.ToBytes(new TinyBertOptions { Layers = 1 }),
        "reranker" => TinyReranker.ToBytes(),
        _ => throw new UnreachableException(),
    };
}

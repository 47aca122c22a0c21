using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine.Machine;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Tests.Llama.Engine.Machine;

public sealed class MemoryPlanTests
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData(16, false, 8192)]
    [InlineData(5, false, 2867)]
    [InlineData(3, true, 8192)]
    [InlineData(0.5, true, 2048)]
    public void AModelIsReadWhereItFitsAndMappedWhereNot(double gigabytes, bool mapped, int context) =>
        Assert.Equal(new MemoryPlan(mapped ? LoadMode.Map : LoadMode.Read, context), MemoryPlan.Choose(Mistral(), null, (long)(gigabytes * Gigabyte)));

    [Fact]
    public void AWantedContextIsNeverShrunk()
    {
        Assert.Equal(new MemoryPlan(LoadMode.Map, 8192), MemoryPlan.Choose(Mistral(), 8192, 5 * Gigabyte));
        Assert.Throws<LlamaException>(() => MemoryPlan.Choose(Mistral(), 8192, Gigabyte));
    }

    [Fact]
    public void TooLittleMemoryIsSaidWithNumbers()
    {
        var refused = Assert.Throws<LlamaException>(() => MemoryPlan.Choose(Mistral(), null, 300L << 20));

        Assert.Contains("320 MB", refused.Message, StringComparison.Ordinal);
        Assert.Contains("300 MB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdaptersNeedRoomBesideTheModel()
    {
        var (model, enough) = (Mistral(), 8 * Gigabyte);
        Assert.Equal(LoadMode.Read, MemoryPlan.Choose(model, 4096, enough).Mode);

        Assert.Equal(LoadMode.Map, MemoryPlan.Choose(model, 4096, enough, adapters: 4 * Gigabyte).Mode);
        Assert.Throws<LlamaException>(() => MemoryPlan.Choose(model, 4096, enough, adapters: enough));
    }

    [Fact]
    public void NoMoreContextIsTakenThanTheModelKnows() =>
        Assert.Equal(256, MemoryPlan.Choose(Mistral() with { ContextTokens = 256 }, null, 16 * Gigabyte).ContextTokens);

    private static GgufModelInfo Mistral() => new(
        ModelKind.Chat, "llama", null, "Q4_0", 7_000_000_000, 32_768, 4096, 32, 32, 8, 128, ModelPooling.None, 32_000, HasChatTemplate: true, HasKnownChatTemplate: true,
        KvBytesPerToken: 131_072, ActiveBytes: 4 * Gigabyte, FileBytes: 4 * Gigabyte);
}

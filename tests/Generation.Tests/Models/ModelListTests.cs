using System.Text;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Tests.Models;

public sealed class ModelListTests
{
    /// <summary>Of llama-chat.cpp.</summary>
    private static readonly string[] Templates = ["mistral-v1", "mistral-v3", "mistral-v3-tekken", "llama3", "phi3", "gemma", "falcon3", "openchat", "chatml"];

    private static IReadOnlyList<ListedModel> Models => ModelList.BuiltIn.Models;

    [Fact]
    public void Mistral7BInstructComesFirst() => Assert.Equal(["mistral-7b-instruct-v0.3", "mistral-7b-instruct-v0.2"], Models.Take(2).Select(m => m.Id));

    [Theory]
    [InlineData("Mistral Nemo", "Mixtral 8x7B", "Llama 3.1 8B", "Phi-3 mini", "Gemma 2", "Falcon", "Starling LM 7B", "Qwen2.5 0.5B", "Qwen2.5 7B", "SmolLM2")]
    [InlineData("BGE small", "BGE base", "BGE M3", "Nomic Embed", "E5 small", "MiniLM", "BGE reranker v2 M3")]
    public void TheListHasTheFamiliesPeopleAskFor(params string[] titles) =>
        Assert.All(titles, title => Assert.Contains(Models, m => m.Title.Contains(title, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void EveryEntryIsCompleteAndSafe() => Assert.All(Models, model =>
    {
        Assert.Matches("^[a-z0-9.-]+$", model.Id);
        Assert.Matches("^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$", model.Repository);
        Assert.EndsWith(".gguf", model.File, StringComparison.Ordinal);
        Assert.True(ModelFolder.IsSafeName(model.File));
        Assert.InRange(model.Bytes, 20_000_000, 40_000_000_000);
        Assert.InRange(model.ContextTokens, 512, 131_072);
        Assert.InRange(model.ActiveShare, 0.01, 1);
        Assert.NotEmpty(model.Licence);
        Assert.True(model.Sha256 is null || model.Sha256.Length == 64);
    });

    [Fact]
    public void AChatModelHasATemplateThatTheEngineKnowsAndTheMemoryOfItsContext() => Assert.All(Models.Where(m => m.Kind == ModelKind.Chat), model =>
    {
        Assert.Contains(model.Template, Templates);
        Assert.InRange(model.KvBytesPerToken, 4096, 1 << 20);
        Assert.Null(model.Pooling);
    });

    [Fact]
    public void AnEncoderSaysHowItPools()
    {
        Assert.All(Models.Where(m => m.Kind == ModelKind.Embedding), m => Assert.True(m.Pooling is ModelPooling.Mean or ModelPooling.Cls));
        Assert.All(Models.Where(m => m.Kind == ModelKind.Reranker), m => Assert.Equal(ModelPooling.Rank, m.Pooling));
        Assert.Equal("query: ", ModelList.BuiltIn.Find("multilingual-e5-small")!.QueryPrefix);
    }

    [Fact]
    public void IdsAndFilesAreUnique() => Assert.Equal(Models.Count * 2, Models.SelectMany(m => new[] { m.Id, m.File }).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void AnAddressIsMadeOfTheBaseAlsoWhenThatIsAMirrorBelowAPath()
    {
        var model = ModelList.BuiltIn.Find("Mistral-7B-Instruct-v0.3-Q4_K_M")!;

        Assert.Equal(
            "https://mirror.example/hf/bartowski/Mistral-7B-Instruct-v0.3-GGUF/resolve/main/Mistral-7B-Instruct-v0.3-Q4_K_M.gguf",
            model.AddressAt(new Uri("https://mirror.example/hf/")).AbsoluteUri);
    }

    [Fact]
    public void AnEntryWithAMissingOrUnknownFieldIsNotReadSilently() =>
        Assert.ThrowsAny<Exception>(() => ModelList.Parse(new MemoryStream(Encoding.UTF8.GetBytes("""{"models": [{"id": "x", "titel": "y"}]}"""))));
}

using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.Generation.Prompts;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly ModelBench _bench = new();

    private ModelStore Store => _bench.Store;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void WithoutAFolderThereAreNoModels()
    {
        Assert.Empty(Store.List().Installed);
        Assert.Null(Store.Chosen(ModelKind.Chat));
        Assert.True(Directory.Exists(Store.Folder));
    }

    [Fact]
    public void ADroppedFileIsThereWithoutARestart()
    {
        Assert.Empty(Store.List().Installed);
        _bench.DropChat();

        var model = Assert.Single(Store.List().Installed);
        Assert.Equal(("tiny", ModelKind.Chat, "Tiny Mistral", 2048), (model.Id, model.Kind, model.Title, model.ContextTokens));
        Assert.Null(model.Template);
    }

    [Fact]
    public void AFileThatIsStillBeingWrittenIsNotOfferedUntilItRests()
    {
        var path = _bench.DropChat();
        File.SetLastWriteTimeUtc(path, _bench.Time.GetUtcNow().UtcDateTime);
        _bench.Drop("other.gguf.part", [1, 2, 3]);

        Assert.Empty(Store.List().Installed);
        Assert.Equal(["other.gguf.part", "tiny.gguf"], Store.List().Arriving);
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(Store.List().Installed);
    }

    [Fact]
    public void ARefusedFileIsListedWithItsReasonAndKeepsNobodyOut()
    {
        _bench.DropChat();
        _bench.Drop("cut.gguf", TinyMistral.ToBytes()[..200_000]);
        _bench.Drop("lora.gguf", TinyLora.ToBytes());
        _bench.Drop("two words.gguf", TinyMistral.ToBytes());
        _bench.Drop("readme.txt", [1]);

        Assert.Single(Store.List().Installed);
        Assert.Collection(
            Store.List().Refused,
            r => Assert.Contains("cut", r.Reason, StringComparison.Ordinal),
            r => Assert.Contains("adapter", r.Reason, StringComparison.Ordinal),
            r => Assert.Equal("Rename it.", r.Cure));
    }

    [Fact]
    public void AFileReplacedByAnotherIsReadAgain()
    {
        _bench.DropChat("x.gguf");
        Assert.Equal(ModelKind.Chat, Store.Get("x").Kind);
        _bench.Drop("x.gguf", TinyBert.ToBytes());

        Assert.Equal(ModelKind.Embedding, Store.Get("x").Kind);
    }

    [Fact]
    public void AFileOfTheListHasItsTitleAndItsTemplateWhereItsOwnIsMissing()
    {
        var bytes = TinyMistral.ToBytes(new TinyMistralOptions { Template = null });
        _bench.Drop("Mistral-7B-Instruct-v0.3-Q4_K_M.gguf", bytes);

        var model = Store.Get("mistral-7b-instruct-v0.3");
        Assert.Equal(("Mistral 7B Instruct v0.3", "mistral-v3"), (model.Title, model.Template));
    }

    [Fact]
    public void TheChosenModelIsUsedElseTheFirstOfTheListElseTheFirstByTitle()
    {
        _bench.DropChat("a.gguf");
        _bench.DropChat("b.gguf");
        Assert.Equal("a", Store.Chosen(ModelKind.Chat)!.Id);
        _bench.DropChat("mistral-7b-instruct-v0.2.Q4_K_M.gguf");
        Assert.Equal("mistral-7b-instruct-v0.2.Q4_K_M", Store.Chosen(ModelKind.Chat)!.Id);

        Store.Use(ModelKind.Chat, "b");
        Assert.Equal("b", Store.Chosen(ModelKind.Chat)!.Id);
        Store.Remove("b");
        Assert.Equal("mistral-7b-instruct-v0.2.Q4_K_M", Store.Chosen(ModelKind.Chat)!.Id);
        Assert.Null(Store.Chosen(ModelKind.Embedding));
    }

    [Fact]
    public void AModelWithoutATemplateGetsOneFromAPersonAndIsNotPickedBefore()
    {
        _bench.Drop("a.gguf", TinyMistral.ToBytes(new TinyMistralOptions { Template = null }));
        _bench.DropChat("b.gguf");
        Assert.Equal((true, null), (Store.Get("a").NeedsTemplate, Store.Get("a").Template));
        Assert.Equal("b", Store.Chosen(ModelKind.Chat)!.Id);
        Assert.Contains("It has: mistral-v1", Assert.Throws<ModelsException>(() => Store.UseTemplate("a", "no-such")).Message, StringComparison.Ordinal);

        Store.UseTemplate("a", "gemma");

        Assert.Equal((false, "gemma", PromptStyle.UserOnly), (Store.Get("a").NeedsTemplate, Store.Get("a").Template, Store.Get("a").PromptStyle));
        Store.UseTemplate("b", "chatml");
        Assert.Equal("chatml", Store.Get("b").Template);
        Store.UseTemplate("b", null);
        Assert.Null(Store.Get("b").Template);
        Store.Remove("a");
        _bench.Drop("a.gguf", TinyMistral.ToBytes(new TinyMistralOptions { Template = null }));
        Assert.True(Store.Get("a").NeedsTemplate);
    }

    [Fact]
    public void OnlyModelsThatWriteHaveATemplate()
    {
        _bench.Drop("e.gguf", TinyBert.ToBytes());

        Assert.Throws<ModelsException>(() => Store.UseTemplate("e", "chatml"));
    }

    [Fact]
    public void TheEngineKnowsEveryTemplateThatCanBeNamed() =>
        Assert.All(ChatTemplates.Names.Concat(_bench.List.Models.Select(m => m.Template).OfType<string>()), name =>
        {
            Assert.True(ChatTemplates.IsKnown(name));
            Assert.Contains("question", ChatMarkup.Apply(name, [("user", "question")]), StringComparison.Ordinal);
        });

    [Fact]
    public void AModelCannotDoWhatItIsNotFor()
    {
        _bench.Drop("e.gguf", TinyBert.ToBytes());

        Assert.Equal("Tiny Bert is a model of the kind embedding, not chat.", Assert.Throws<ModelsException>(() => Store.Use(ModelKind.Chat, "e")).Message);
        Assert.Contains("There are: e.", Assert.Throws<ModelsException>(() => Store.Get("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyingPinsAFileOnceAndNoticesAChangeAfterwards()
    {
        var path = _bench.DropChat();
        var first = await Store.VerifyAsync("tiny", "anna", null, CancellationToken.None);
        Assert.Equal((VerificationResult.Pinned, "anna"), (first.Result, first.Pin.Who));
        Assert.Equal(VerificationResult.Same, (await Store.VerifyAsync("tiny", "ben", null, CancellationToken.None)).Result);

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        _bench.Drop("tiny.gguf", bytes);
        var changed = await Store.VerifyAsync("tiny", "ben", null, CancellationToken.None);
        Assert.Equal(VerificationResult.Different, changed.Result);
        Assert.Equal(first.Sha256, changed.Pin.Sha256);
    }

    [Fact]
    public void RemovingDeletesModelsAndRefusedFilesButNothingElse()
    {
        var outside = _bench.Elsewhere("keep.gguf");
        File.WriteAllBytes(outside, TinyMistral.ToBytes());
        _bench.DropChat();
        _bench.Drop("bad.gguf", [1, 2, 3]);

        Assert.Equal("tiny.gguf", Store.Remove("tiny"));
        Assert.Equal("bad.gguf", Store.Remove("bad.gguf"));
        Assert.Throws<ModelsException>(() => Store.Remove("../elsewhere/keep.gguf"));
        Assert.Throws<ModelsException>(() => Store.Remove("use.json"));
        Assert.True(File.Exists(outside));
        Assert.Empty(Store.List().Refused);
    }

    [Fact]
    public async Task ARunningServiceNoticesADroppedFile()
    {
        using var bench = new ModelBench();
        var noticed = new TaskCompletionSource();
        var watch = new ModelWatch(bench.Store, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ModelWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        bench.Store.Changed += noticed.SetResult;
        bench.DropChat();

        await noticed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(bench.Store.List().Installed);
        await watch.StopAsync(CancellationToken.None);
        watch.Dispose();
    }
}

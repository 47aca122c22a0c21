using System.Text;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Native;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Native;

public sealed class LlamaModelTests
{
    [Theory]
    [InlineData("the answer may be paid")]
    [InlineData("Příliš žluťoučký kůň 🐎\nnext line")]
    [InlineData("[INST] </s> <|im_start|>")]
    public void TextSurvivesTokensAndBack(string text)
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        var bytes = new List<byte>();
        foreach (var token in model.Tokenize(text, addSpecial: false, parseSpecial: false)) bytes.AddRange(model.Piece(token));
        Assert.Equal(" " + text, Encoding.UTF8.GetString([.. bytes]));
    }

    [Fact]
    public void MarkupIsATokenOnlyWhenAsked()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        Assert.Contains(TinyVocabulary.BeginInstruction, model.Tokenize("[INST]", addSpecial: false, parseSpecial: true));
        Assert.DoesNotContain(TinyVocabulary.BeginInstruction, model.Tokenize("[INST]", addSpecial: false, parseSpecial: false));
    }

    [Fact]
    public void TheModelTellsWhatItIs()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        Assert.Equal(512, model.TokenCount);
        Assert.Equal(64, model.EmbeddingLength);
        Assert.Equal(2048, model.TrainedContext);
        Assert.Equal("llama", model.Metadata("general.architecture"));
        Assert.Null(model.Metadata("no.such.key"));
        Assert.StartsWith("llama", model.Description, StringComparison.Ordinal);
        Assert.Equal(TinyMistral.MistralTemplate, model.ChatTemplate);
        Assert.True(model.IsEndOfGeneration(TinyVocabulary.End));
    }

    [Fact]
    public void AFileThatIsNoModelIsRefusedWithItsName()
    {
        TinyModels.Need();
        using var folder = new TempFolder();
        var path = folder.Write("notes.gguf", "just text");
        var refused = Assert.Throws<LlamaException>(() => TinyModels.Load(path));
        Assert.Contains("notes.gguf", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadingReportsProgressAndCanBeCanceled()
    {
        TinyModels.Need();
        using var canceled = new CancellationTokenSource();
        var seen = new List<float>();
        Assert.Throws<OperationCanceledException>(() => LlamaModel.Load(TinyModels.Mistral, new LoadSettings(), Cancel, canceled.Token));
        Assert.NotEmpty(seen);

        void Cancel(float fraction)
        {
            seen.Add(fraction);
            canceled.Cancel();
        }
    }

    [Fact]
    public void TheModelLivesAsLongAsAContextNeedsIt()
    {
        TinyModels.Need();
        var model = TinyModels.Load(TinyModels.Mistral);
        using var context = new LlamaContext(model, new ContextSettings(256, 64, 1, 1));
        model.Dispose();
        Assert.Equal(4, new Greedy(context).Write([1, 300, 301], 4).Count);
    }

    [Fact]
    public void AForeignLibraryFolderIsRefused()
    {
        using var folder = new TempFolder();
        var missing = Assert.Throws<LlamaException>(() => LlamaLibrary.Find(folder.Path, "llama"));
        Assert.Contains(folder.Path, missing.Message, StringComparison.Ordinal);
        folder.Write("libllama.v0.4.0.so", "");
        folder.Write("libllama.v0.5.0.so", "");
        Assert.Contains("2 times", Assert.Throws<LlamaException>(() => LlamaLibrary.Find(folder.Path, "llama")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherDefaultsThanThoseOfThePinnedVersionAreRefused()
    {
        TinyModels.Need();
        var (model, context, chain) = (NativeMethods.llama_model_default_params(), NativeMethods.llama_context_default_params(), NativeMethods.llama_sampler_chain_default_params());
        LlamaLibrary.CheckLayouts(model, context, chain);
        context.BatchTokens = 1024;
        Assert.Throws<LlamaException>(() => LlamaLibrary.CheckLayouts(model, context, chain));
    }
}

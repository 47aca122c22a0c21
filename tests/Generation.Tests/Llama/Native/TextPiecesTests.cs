using System.Text;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Tests.Llama.Engine;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Llama.Native;

/// <summary>Long texts reach byte-pair tokenisers in pieces; nobody notices.</summary>
public sealed class TextPiecesTests
{
    private const string Paragraph =
        "The staff may take 25 days of paid leave in the year 2026 (that is 2.08 a month); see page 12, question 3. \"Who pays?\" - we do!\n\n"
        + "  * don't report to the policy's source...\r\n\t* it's 01-02-2026 at 10:30, 3,141.59 \u20AC per cent --- and the answer is not on this page:\n"
        + "Zaměstnanec má nárok na 25 dní dovolené. \u5E74\u4F11\u5047\u4E3A\u4E8C\u5341\u4E94\u5929\uFF0C\u8BE6\u89C1\u7B2C\u5341\u4E8C\u9875\u3002 \U0001F600 if(x>=0) { y[i]=x/2; } // https://example.org/a?b=1&c=2\n";

    [Theory]
    [InlineData("tekken")]
    [InlineData("llama-bpe")]
    [InlineData("gpt-2")]
    [InlineData("qwen2")]
    [InlineData("falcon")]
    [InlineData("deepseek-v3")]
    [InlineData("gpt-4o")]
    [InlineData("smollm")]
    [InlineData("default")]
    public void OrdinaryTextsHaveTheSameTokensAsInOne(string splitting)
    {
        TinyModels.Need();
        using var folder = new TempFolder();
        using var model = TinyModels.Load(TinyMistral.Write(folder.File("bpe.gguf"), new TinyMistralOptions { WordSplitting = splitting }));
        for (var shift = 0; shift < 40; shift++)
        {
            var text = new string('x', shift * 7) + " " + string.Concat(Enumerable.Repeat(Paragraph, 14));
            Assert.True(text.Length > 2 * TextPieces.Longest);
            Assert.Equal(model.TokenizeInOne(text), model.Tokenize(text, addSpecial: false, parseSpecial: false));
        }
    }

    [Fact]
    public void BeginningAndEndAreAddedOnceToATextInPieces()
    {
        TinyModels.Need();
        using var folder = new TempFolder();
        using var model = TinyModels.Load(TinyMistral.Write(folder.File("bpe.gguf"), new TinyMistralOptions { WordSplitting = "tekken" }));
        var text = string.Concat(Enumerable.Repeat(Paragraph, 14));

        var tokens = model.Tokenize(text, addSpecial: true, parseSpecial: false);

        Assert.Equal([TinyVocabulary.Begin, .. model.TokenizeInOne(text)], tokens);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("-")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("7")]
    [InlineData("\u5E74")]
    [InlineData("\u0301")]
    [InlineData("\U0001F600")]
    [InlineData("aB")]
    public void OneKindOfCharacterWithoutEndIsCutAndLosesNothing(string unit)
    {
        TinyModels.Need();
        using var folder = new TempFolder();
        using var model = TinyModels.Load(TinyMistral.Write(folder.File("bpe.gguf"), new TinyMistralOptions { WordSplitting = "tekken" }));
        var text = string.Concat(Enumerable.Repeat(unit, 60_000 / unit.Length));
        var bytes = new List<byte>();

        // The smallest stack .NET gives a thread by itself on some systems.
        var thread = new Thread(() => bytes.AddRange(model.Tokenize(text, addSpecial: false, parseSpecial: false).SelectMany(t => model.Piece(t).ToArray())), 1536 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(text, Encoding.UTF8.GetString([.. bytes]));
        Assert.All(TextPieces.Of(text), piece => Assert.InRange(text[piece].Length, 1, TextPieces.Longest));
    }

    [Fact]
    public async Task AFarTooLongPromptIsRefusedBeforeItIsTokenised()
    {
        await using var engine = await Asking.LoadAsync(Asking.Endless);
        var text = string.Concat(Enumerable.Repeat("the question ", 1_000_000));

        var asked = await Assert.ThrowsAsync<PromptTooLongException>(() => engine.WriteAsync(Asking.Request(text)));
        Assert.Throws<PromptTooLongException>(() => engine.CountTokens(text, CancellationToken.None));
        Assert.Throws<PromptTooLongException>(() => engine.CountTokens([new ChatTurn("user", text)], CancellationToken.None));

        Assert.Contains("at least", asked.Message, StringComparison.Ordinal);
        Assert.True(engine.CountTokens(text[..20_000], CancellationToken.None) > engine.Model.ContextTokens);
    }
}

internal static class TokenizingInOne
{
    /// <summary>Every piece short enough for one is passed to native code as it is; a longer text only here.</summary>
    public static int[] TokenizeInOne(this LlamaModel model, string text) => model.TokenizePiece(text, addSpecial: false, parseSpecial: false);
}

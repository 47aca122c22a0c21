using System.Numerics.Tensors;
using RagDocs.Generation.Llama;

namespace RagDocs.Generation.Tests.Llama;

public sealed class TextEncoderTests
{
    [Fact]
    public void ATextsVectorHasLengthOneAndComesAgain()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Bert);
        using var encoder = new TextEncoder(model, 512, 1);
        var first = encoder.Embed("the answer")!;
        var other = encoder.Embed("a question")!;
        Assert.Equal(first.Values, encoder.Embed("the answer")!.Values);
        Assert.NotEqual(first.Values, other.Values);
        Assert.Equal(1, TensorPrimitives.Norm<float>(first.Values), 4);
        Assert.False(first.Cut);
    }

    [Fact]
    public void ATextIsReadBetweenItsBeginningAndItsEnd()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Bert);
        var tokens = model.Tokenize("the answer", addSpecial: true, parseSpecial: false);
        Assert.Equal(model.Special.Begin, tokens[0]);
        Assert.Equal(model.Special.Separator, tokens[^1]);
    }

    [Fact]
    public void ATextThatIsTooLongIsCutAndSaysSo()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Bert);
        using var encoder = new TextEncoder(model, 512, 1);
        var vector = encoder.Embed(string.Join(' ', Enumerable.Repeat("answer", 400)))!;
        Assert.True(vector.Cut);
        Assert.Equal(128, vector.Tokens);
    }

    [Fact]
    public void APairHasAScoreThatDependsOnBothAndIsAlwaysTheSame()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Reranker);
        using var encoder = new TextEncoder(model, 512, 1);
        var score = encoder.Score("the question", "the answer")!;
        Assert.Equal(score.Score, encoder.Score("the question", "the answer")!.Score);
        Assert.NotEqual(score.Score, encoder.Score("a question", "the answer")!.Score);
        Assert.NotEqual(score.Score, encoder.Score("the question", "an answer")!.Score);
        Assert.True(encoder.Score("the question", string.Join(' ', Enumerable.Repeat("answer", 400)))!.Cut);
    }

    [Fact]
    public void ABertModelGivenAsChatModelHasNoVectorWithoutPooling()
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        using var encoder = new TextEncoder(model, 64, 1);
        Assert.Throws<LlamaException>(() => encoder.Embed("the answer"));
    }
}

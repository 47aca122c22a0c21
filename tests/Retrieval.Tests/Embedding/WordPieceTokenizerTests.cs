using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class WordPieceTokenizerTests
{
    private static readonly WordPieceTokenizer Tokenizer = StaticEmbeddingGenerator.LoadBuiltIn().Tokenizer;

    [Theory]
    [InlineData("Annual\tLEAVE\r\n", "annual leave")]
    [InlineData("ann\u0000ual\u200b leave", "annual leave")]
    [InlineData("annual\u00a0leave", "annual leave")]
    [InlineData("résumé", "resume")]
    [InlineData("re\u0301sume\u0301", "resume")]
    [InlineData("leave\u2014pay", "leave \u2014 pay")]
    [InlineData("\ud800leave\udc00", "leave")]
    public void TextsThatLookAlikeAreEncodedAlike(string one, string other) => Assert.Equal(Tokenizer.Encode(other), Tokenizer.Encode(one));

    [Fact]
    public void AWordOfMoreThanAHundredCharactersIsUnknown()
    {
        Assert.DoesNotContain(Tokenizer.UnknownId, Tokenizer.Encode(new string('a', 100)));
        Assert.Equal([Tokenizer.UnknownId], Tokenizer.Encode(new string('a', 101)));
    }

    [Fact]
    public void AWordIsUnknownAsAWholeWhenItsRestCannotBeSpelled() => Assert.Equal([Tokenizer.UnknownId], Tokenizer.Encode("leave\u03b1\u16a0"));

    [Fact]
    public void UnknownWordsAreLeftOutAndTheResultEndsWhereTheRoomEnds()
    {
        var ids = new int[3];
        Assert.Equal(3, Tokenizer.Encode("\u16a0 annual \u16a0 leave pay day", ids));
        Assert.Equal(Tokenizer.Encode("annual leave pay"), ids);
    }

    [Fact]
    public void AnyTextIsEncoded()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(round % 2 == 0 ? 0x300 : 0x10000))]);
            Assert.All(Tokenizer.Encode(text), id => Assert.InRange(id, 0, Tokenizer.VocabularySize - 1));
        }
    }
}

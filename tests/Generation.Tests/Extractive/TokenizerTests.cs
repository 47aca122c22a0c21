using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Tests.Extractive;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("leave leaves", true)]
    [InlineData("planned planning", true)]
    [InlineData("policy policies", true)]
    [InlineData("six 6", true)]
    [InlineData("1,234.5 1234.5", true)]
    [InlineData("FY2023 2023", true)]
    [InlineData("bus business", false)]
    [InlineData("160 1600", false)]
    public void FormsOfOneWordCompareEqual(string pair, bool equal)
    {
        var terms = Tokenizer.Split(pair);

        Assert.Equal(equal, Assert.Single(terms[..1]).Stem == Assert.Single(terms[1..]).Stem);
    }

    [Fact]
    public void ScriptsWithoutSpacesGivePairs() => Assert.Equal(["年度", "度假", "假期"], Tokenizer.Split("年度假期").Select(t => t.Stem));

    [Fact]
    public void OffsetsPointIntoTheText()
    {
        const string text = "  (The limit: 1,000 €.)";

        Assert.All(Tokenizer.Split(text), t => Assert.Equal(t.Text, text.Substring(t.Start, t.Text.Length)));
        Assert.Equal(["The", "limit", "1,000"], Tokenizer.Split(text).Select(t => t.Text));
    }
}

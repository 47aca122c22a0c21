using RagDocs.Generation.Citations;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.Citations;

public sealed class CitationGrammarTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(23)]
    [InlineData(50)]
    public void WhateverAModelWritesUnderItIsTheRefusalOrSentencesThatAllNameOfferedPassages(int offered)
    {
        var refusals = PromptLibrary.Standard.Refusals;
        var (refusals, sentences, cited) = (0, 0, new HashSet<int>());
        for (var seed = 0; seed < 300; seed++)
        {
            var text = new GrammarSampler(CitationGrammar.For(offered, refusals[seed % refusals.Count]), new Random(seed)).Sample();
            var parser = new CitationParser(offered);
            var found = parser.Push(text).Concat(parser.Finish()).ToList();

            Assert.Equal(0, parser.LeftOut);
            Assert.Equal(parser.Refused ? 0 : text.Split('\n').Length, found.Count);
            Assert.All(found, s => Assert.All(s.Passages, n => Assert.InRange(n, 1, offered)));
            refusals += parser.Refused ? 1 : 0;
            sentences += found.Count;
            cited.UnionWith(found.SelectMany(s => s.Passages));
        }

        Assert.InRange(refusals, 50, 250);
        Assert.True(sentences > 300);
        Assert.Equal(Enumerable.Range(1, offered), cited.Order());
    }

    [Fact]
    public void ItIsSmallWhateverTheNumberOfPassages()
    {
        Assert.True(CitationGrammar.For(50, "Not there.").Length < 1500);
        Assert.DoesNotContain("\r", CitationGrammar.For(50, "Not there."), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutPassagesThereIsNothingToCite() => Assert.Throws<ArgumentOutOfRangeException>(() => CitationGrammar.For(0, "Not there."));

    [Theory]
    [InlineData("Say \"no\".")]
    [InlineData("Say\nno.")]
    [InlineData("")]
    public void ARefusalThatWouldLeaveItsPlaceInTheGrammarIsNotTaken(string refusal) => Assert.Throws<ArgumentException>(() => CitationGrammar.For(3, refusal));
}

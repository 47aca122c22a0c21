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
        var known = PromptLibrary.Standard.Refusals;
        var (refusals, sentences, cited) = (0, 0, new HashSet<int>());
        for (var seed = 0; seed < 300; seed++)
        {
            var text = new GrammarSampler(CitationGrammar.For(offered, known[seed % known.Count]), new Random(seed)).Sample();
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

    [Theory]
    [InlineData("It ends on 31. Dezember 2025 [2].")]
    [InlineData("Die Frist endet am 1. Juli [1][2].")]
    [InlineData("Dr. Smith decides on p. 5 of Nr. 12 [1].")]
    [InlineData("Es sind ca. drei Tage usw. und mehr [3].")]
    [InlineData("It costs 3.5 euros, see example.com [1].")]
    [InlineData("Il s'agit de «congés» (28 jours) [1].")]
    [InlineData("El plazo es de seis meses [1].\nSon 28 días [2].")]
    [InlineData("期限は六か月です[1]。")]
    [InlineData("Not there.")]
    public void WhatPeopleWriteIsAllowed(string text)
    {
        Assert.Matches(GrammarRegex.Of(CitationGrammar.For(3, "Not there.")), text);
        var parser = new CitationParser(3, ["Not there."]);
        Assert.Equal(text.Split('\n').Length, parser.Push(text).Concat(parser.Finish()).Count() + (parser.Refused ? 1 : 0));
    }

    [Theory]
    [InlineData("It is six months.")]
    [InlineData("It is six months [4].")]
    [InlineData("It is six months [0].")]
    [InlineData("It is six months. It ends in May [1].")]
    [InlineData("It is six months [1]. It ends in May [1].")]
    [InlineData("- It is six months [1].")]
    [InlineData("| six | months [1].")]
    [InlineData("# Six months [1].")]
    [InlineData("Is it six months? [1].")]
    [InlineData("See [Fig 3] here [1].")]
    [InlineData("It is six months . it ends [1].")]
    [InlineData("Not there. [1].")]
    [InlineData("Not there.\nIt is six months [1].")]
    public void WhatHasNoSourceOrIsNoSentenceIsNot(string text) => Assert.DoesNotMatch(GrammarRegex.Of(CitationGrammar.For(3, "Not there.")), text);
}

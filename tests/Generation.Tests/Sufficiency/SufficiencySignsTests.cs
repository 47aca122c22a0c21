using RagDocs.Generation.Sufficiency;

namespace RagDocs.Generation.Tests.Sufficiency;

public sealed class SufficiencySignsTests
{
    [Fact]
    public void APassageThatHoldsOnlyTheNamesOfAQuestionHardlyAnswersIt()
    {
        Assert.True(Chance(plainWords: 0.5) > 0.4);
        Assert.True(Chance(plainWords: 0) < 0.13);
    }

    [Fact]
    public void FromHalfOfThePlainWordsOnTheRestMayBeSaidOtherwise() => Assert.Equal(Chance(plainWords: 0.5), Chance(plainWords: 1));

    private static double Chance(double plainWords) => new SufficiencySigns
    {
        Relevance = 0.55, Read = 0.5, InPassage = 0.5, Coverage = 0.5, Meaning = 0.3, AskedKind = 0.8, Naming = 1, Margin = 0.5, Agreement = 1, Names = 1,
        YearMissing = false, PlainWords = plainWords,
    }.Chance;
}

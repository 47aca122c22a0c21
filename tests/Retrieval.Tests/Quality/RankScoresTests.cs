using RagDocs.Retrieval.Quality;

namespace RagDocs.Retrieval.Tests.Quality;

public sealed class RankScoresTests
{
    private static readonly FoundPlace[] Found =
    [
        new("a.md", null, 1, "Trains are booked in second class."),
        new("a.md", null, 2, "A seat reservation is paid for every journey of more than two hours."),
        new("b.pdf", 3, null, "Figures of the third quarter."),
        new("c.md", null, 1, "The canteen opens at eleven."),
    ];

    [Fact]
    public void TheSecondRankIsWorthItsDiscount()
    {
        var scores = RankScores.Of(Found, [Quote("a.md", "seat reservation is paid")]);
        Assert.Equal((0, 1, 1, 0.5, 2), (scores.RecallAt1, scores.RecallAt5, scores.RecallAt10, scores.ReciprocalRank, scores.FirstRank));
        Assert.Equal(1 / Math.Log2(3), scores.Ndcg, 10);
    }

    [Fact]
    public void EveryPlaceIsNeededUnlessTheyAreAlternatives()
    {
        SoughtPlace[] both = [Quote("a.md", "second class"), Quote("missing.md", "second class")];
        var (needed, enough) = (RankScores.Of(Found, both), RankScores.Of(Found, [.. both.Select(p => p with { Group = 1 })]));
        Assert.Equal((0.5, 1 / (1 + (1 / Math.Log2(3)))), (needed.RecallAt5, needed.Ndcg));
        Assert.Equal((1, 1), (enough.RecallAt5, enough.Ndcg));
    }

    [Fact]
    public void APageCountsMoreThanTheWordsOnIt()
    {
        Assert.Equal(3, RankScores.Of(Found, [new SoughtPlace("b.pdf", 3, null, "words that are not there", null)]).FirstRank);
        Assert.Null(RankScores.Of(Found, [new SoughtPlace("b.pdf", 4, null, "Figures of the third quarter", null)]).FirstRank);
    }

    [Fact]
    public void PassagesOfOneDocumentCountOnceWhenWholeDocumentsAreSought() =>
        Assert.Equal(3, RankScores.Of(Found, [new SoughtPlace("c.md", null, null, null, null)]).FirstRank);

    [Theory]
    [InlineData("A seat RESERVATION,  is paid for every", 2)]
    [InlineData("reservation is paid for every journey of more than two hours by the office that", 2)]
    [InlineData("seat is paid", null)]
    public void SixtyPercentOfTheWordsInOneStretchAreEnough(string quote, int? rank) =>
        Assert.Equal(rank, RankScores.Of(Found, [Quote("a.md", quote)]).FirstRank);

    [Fact]
    public void WhatWasNotFoundIsWorthNothing() =>
        Assert.Equal(new RankScores(0, 0, 0, 0, 0, null), RankScores.Of(Found, [Quote("a.md", "unicorns")]));

    private static SoughtPlace Quote(string document, string quote) => new(document, null, null, quote, null);
}

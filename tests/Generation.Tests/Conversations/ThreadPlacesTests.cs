using RagDocs.Generation.Conversations;

namespace RagDocs.Generation.Tests.Conversations;

public sealed class ThreadPlacesTests
{
    [Fact]
    public void QuestionsOfTheirOwnStandInTheirOrder()
    {
        var places = ThreadPlaces.Of([(2, null), (1, null)]);

        Assert.Equal([1L, 2L], places.Select(p => p.Shown));
        Assert.All(places, p => Assert.Single(p.Versions));
    }

    [Fact]
    public void WhatNothingElseReplacesIsShownAtThePlaceOfTheFirst()
    {
        var places = ThreadPlaces.Of([(1, null), (2, 1), (3, 2), (4, null)]);

        Assert.Equal([3L, 4L], places.Select(p => p.Shown));
        Assert.Equal([1L, 2L, 3L], places[0].Versions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyVersionCanBeShownAndTheOrderOfTheVersionsStays(long shown)
    {
        var links = ThreadPlaces.Showing(new ThreadPlace([1, 2, 3], 3), shown);

        var place = Assert.Single(ThreadPlaces.Of(links.Select(l => (l.Key, l.Value))));
        Assert.Equal(shown, place.Shown);
        Assert.Equal([1L, 2L, 3L], place.Versions);
    }

    [Fact]
    public void TwoThatReplaceTheSameStandAtOnePlaceAndTheNewerIsShown()
    {
        var place = Assert.Single(ThreadPlaces.Of([(1, null), (2, 1), (3, 1)]));

        Assert.Equal(3, place.Shown);
        Assert.Equal(3, place.Versions.Count);
    }

    [Fact]
    public void OneWhoseReplacedMessageIsGoneStandsAlone() => Assert.Equal(7, Assert.Single(ThreadPlaces.Of([(7, 3)])).Shown);
}

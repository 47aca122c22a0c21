using RagDocs.Retrieval;
using RagDocs.Web.Components.Pages.RetrievalTest;

namespace RagDocs.Web.Tests.Components;

public sealed class RankChangeTests
{
    [Fact]
    public void APassageIsTheSameWhenItSharesAChunkHoweverItIsJoined()
    {
        var change = new RankChange([Passage(1, 2), Passage(7), Passage(9)]);

        Assert.Equal(1, change.RankOf(Passage(2, 3)));
        Assert.Equal(2, change.RankOf(Passage(7)));
        Assert.Null(change.RankOf(Passage(4)));
    }

    [Fact]
    public void APassageThatJoinsTwoOthersStandsAtTheBetterOfTheirRanks() =>
        Assert.Equal(2, new RankChange([Passage(1), Passage(7), Passage(9)]).RankOf(Passage(9, 7)));

    [Fact]
    public void TheQuoteIsTheSentenceWithMostOfTheQuestionsWords()
    {
        const string Other = "The office closes at six.";
        const string Carrying = "Employees may carry over five vacation days into the next year.";
        var text = $"{Other} {Carrying} Ask your team lead.";
        var passage = Passage(5) with { Text = text, Parts = [new PassagePart(5, 0, text.Length)] };

        Assert.Equal(Carrying, QuoteSuggestion.Of(passage, "How many vacation days can I carry over?"));
        Assert.Equal(Other, QuoteSuggestion.Of(passage, "Where?"));
    }

    [Fact]
    public void TheQuoteIsFromTheBestChunkNotFromItsNeighbours()
    {
        var passage = Passage(5, 6) with { Text = "Vacation days are vacation days.\n\nNothing of it.", ChunkId = 6, Parts = [new PassagePart(5, 0, 32), new PassagePart(6, 34, 14)] };

        Assert.Equal("Nothing of it.", QuoteSuggestion.Of(passage, "How many vacation days?"));
    }

    private static Passage Passage(params long[] chunks) => new()
    {
        ChunkId = chunks[0], CollectionId = 1, Collection = "HR", DocumentId = 1, VersionId = 1, VersionNumber = 1, Title = "Leave", Path = "leave.md", HeadingPath = "",
        Text = "", Place = new Place(null, 1, 0, 0), Score = 1, Parts = [.. chunks.Select(c => new PassagePart(c, 0, 0))],
    };
}

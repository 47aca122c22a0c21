using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Tests;

public sealed class RetrieverTests : LibraryTest
{
    [Fact]
    public async Task APassageSaysWhereItStandsAndHowItWasFound()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Library.AddAsync("it.md", ["The printer is on the second floor."]);
        var result = await Library.SearchAsync("How many days of annual leave?");
        var passage = result.Passages[0];
        Assert.Equal((document.Id, "leave.md", 1, 1, 1), (passage.DocumentId, passage.Path, passage.VersionNumber, passage.KeywordRank, passage.VectorRank));
        Assert.InRange(passage.Cosine!.Value, 0.3, 1);
        Assert.InRange(passage.Coverage!.Value, 0.9, 1);
        Assert.Equal(2, result.Searched);
        Assert.True(result.Elapsed > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public async Task NeitherSearchShowsWhatMayNotBeRead(double keywords, double vectors)
    {
        var secret = await Library.AddAsync("salaries.md", ["The director's salary is high."]);
        var open = await Library.AddAsync("canteen.md", ["The canteen opens at noon."]);
        var retriever = Library.With(new RetrievalOptions { KeywordWeight = keywords, VectorWeight = vectors });
        async Task<IEnumerable<long>> FoundAsync(SearchScope scope) =>
            (await retriever.SearchAsync(new SearchQuery("director's salary", scope), CancellationToken.None)).Passages.Select(p => p.DocumentId);

        Assert.Contains(secret.Id, await FoundAsync(SearchScope.Of([secret.CollectionId])));
        Assert.DoesNotContain(secret.Id, await FoundAsync(SearchScope.Of([open.CollectionId])));
        Assert.Empty(await FoundAsync(SearchScope.Nothing));
    }

    [Fact]
    public async Task TheRightsAreCheckedAgainWhereTheTextIsRead()
    {
        var moved = await Library.AddAsync("salaries.md", ["The director's salary is high."]);
        var secret = await Library.CollectionAsync();
        // Moved to a closed collection by a process that died before the chunks followed.
        await using var db = Library.Catalog.CreateDbContext();
        await db.Documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.CollectionId, secret));
        Assert.Empty((await Library.SearchAsync("director's salary", SearchScope.Of([moved.CollectionId]))).Passages);
    }

    [Fact]
    public async Task WhereTheSearchesDisagreeTheTextThatCoversTheQuestionWins()
    {
        await Library.AddAsync("words.md", ["Vacation vacation vacation."]);
        var whole = await Library.AddAsync("whole.md", ["Vacation: thirty paid days a year, carried over until March at the latest, as agreed with the team."]);
        var passages = (await Library.SearchAsync("How many paid vacation days are carried over?")).Passages;
        Assert.Equal(whole.Id, passages[0].DocumentId);
        Assert.True(passages[0].Coverage > passages[1].Coverage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"*:()?")]
    [InlineData("\u16a0\u16a1 \ud800")]
    public async Task AQuestionWithoutKnownWordsFindsNothing(string question)
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        Assert.Empty((await Library.SearchAsync(question)).Passages);
    }

    [Fact]
    public async Task AnEmptyIndexFindsNothing()
    {
        var result = await Library.SearchAsync("annual leave");
        Assert.Empty(result.Passages);
        Assert.Equal(0, result.Searched);
    }

    [Fact]
    public async Task NeighbouringChunksComeAsOnePassageWhosePartsNameTheChunks()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days.", "Annual leave is requested in the portal.", "Fire drills are in May."]);
        var passage = (await Library.SearchAsync("annual leave portal days")).Passages[0];
        Assert.StartsWith("Annual leave is thirty days.\n\nAnnual leave is requested in the portal.", passage.Text, StringComparison.Ordinal);
        var second = passage.Parts[1];
        Assert.Equal((2, "Annual leave is requested in the portal."), (second.ChunkId, passage.Text.Substring(second.Start, second.Length)));
    }

    [Fact]
    public async Task ACopyInAnotherFolderIsShownOnce()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days in every calendar year."]);
        await Library.AddAsync("old/leave.md", ["Annual leave is thirty days in every calendar year."]);
        Assert.Single((await Library.SearchAsync("annual leave")).Passages);
    }

    [Fact]
    public async Task NoMorePassagesComeThanWereAskedFor()
    {
        for (var i = 0; i < 5; i++) await Library.AddAsync($"{i}.md", [$"Annual leave rule number {i} for department {i}."]);
        var result = await Library.Retriever.SearchAsync(new SearchQuery("annual leave", SearchScope.Everything, Top: 3), CancellationToken.None);
        Assert.Equal(3, result.Passages.Count);
        Assert.Equal(result.Passages.OrderByDescending(p => p.Score), result.Passages);
    }

    [Fact]
    public async Task ACanceledSearchEnds() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Library.Retriever.SearchAsync(new SearchQuery("leave", SearchScope.Everything), new CancellationToken(canceled: true)));
}

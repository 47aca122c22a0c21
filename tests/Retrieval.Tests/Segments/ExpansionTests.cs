using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Tests.Segments;

/// <summary>Abbreviations of the documents themselves, quotation marks and stars in questions.</summary>
public sealed class ExpansionTests : LibraryTest
{
    private const string Definition = "Staff receive Paid Time Off (PTO) from the first day.";
    private const string LongOnly = "Twenty days of paid time off are given in a year.";
    private const string ShortOnly = "Unused PTO expires in March.";

    private int _added;

    [Fact]
    public async Task EitherFormFindsWhatSaysOnlyTheOther()
    {
        var (definition, longOnly, shortOnly) = (await AddAsync(Definition), await AddAsync(LongOnly), await AddAsync(ShortOnly));
        await AddAsync("The office is closed on public holidays.");
        Assert.Equal([definition, longOnly, shortOnly], (await DocumentsAsync("PTO?")).Take(3).Order());
        Assert.Equal([definition, longOnly, shortOnly], (await DocumentsAsync("paid time off")).Take(3).Order());
        Assert.Equal(shortOnly, (await DocumentsAsync("when does PTO expire?"))[0]);
        var result = await Library.SearchAsync("How much PTO do I get?");
        Assert.Equal([new SearchExpansion("PTO", "Paid Time Off")], result.AlsoSearched);
        Assert.Equal([new SearchExpansion("paid time off", "PTO")], (await Library.SearchAsync("how is paid time off taken")).AlsoSearched);
        Assert.Empty((await Library.SearchAsync("is paid time off (PTO) capped?")).AlsoSearched);
    }

    [Fact]
    public async Task TheAskedWordsCountMoreThanTheirOtherName()
    {
        await AddAsync(Definition);
        var (other, asked) = (await AddAsync("It is paid time off."), await AddAsync("It is PTO."));
        var found = await KeywordsAsync("pto");
        Assert.True(found[asked] > found[other]);
    }

    [Fact]
    public async Task AnAbbreviationThatTheAskerMayNotReadIsNotKnownToHim()
    {
        var foreign = await Library.AddAsync("foreign.md", [Definition]);
        var mine = await Library.AddAsync("mine.md", [LongOnly, ShortOnly]);
        var scope = SearchScope.Of([mine.CollectionId]);
        Assert.Empty((await Library.SearchAsync("PTO", scope)).AlsoSearched);
        Assert.NotEmpty((await Library.SearchAsync("PTO", SearchScope.Of([mine.CollectionId, foreign.CollectionId]))).AlsoSearched);
    }

    [Fact]
    public async Task AnAbbreviationGoesWithItsDocumentAndOutlivesMergesAndARestart()
    {
        var definition = await Library.AddAsync("definition.md", [Definition]);
        for (var i = 0; i < 12; i++) await Library.AddAsync($"other{i}.md", [LongOnly]);
        Assert.NotEmpty((await Library.SearchAsync("PTO")).AlsoSearched);
        await Library.Chunks.WriteAsync(all: true, CancellationToken.None);
        Assert.NotEmpty((await Library.SearchAsync("PTO")).AlsoSearched);
        await Library.ReplaceAsync(definition, ["Staff receive holidays."]);
        Assert.Empty((await Library.SearchAsync("PTO")).AlsoSearched);
    }

    [Fact]
    public async Task AWordThatOnlyLooksLikeTheAbbreviationIsNotReplaced()
    {
        await AddAsync("Information Technology (IT) runs the help desk. The United States (US) pays.");
        Assert.Empty((await Library.SearchAsync("is it ours or does it belong to us")).AlsoSearched);
        Assert.Equal("Information Technology", Assert.Single((await Library.SearchAsync("who runs IT here?")).AlsoSearched).Also);
    }

    [Fact]
    public async Task SmallLettersAreTakenForAnAbbreviationWhereTheyCanHardlyBeAWord()
    {
        await AddAsync(Definition);
        await AddAsync("The Federal Acquisition Regulation (FAR) applies.");
        Assert.Equal("Paid Time Off", Assert.Single((await Library.SearchAsync("how much pto is left, and pto for whom?")).AlsoSearched).Also);
        Assert.Empty((await Library.SearchAsync("How far ahead?")).AlsoSearched);
        Assert.NotEmpty((await Library.SearchAsync("Does the FAR apply?")).AlsoSearched);
    }

    [Fact]
    public async Task QuotedWordsMustStandSoInEveryPassage()
    {
        var exact = await AddAsync("The annual leave policy is short.");
        await AddAsync("Annual leaves of absence are other policies.");
        await AddAsync("Leave is annual. The policy says so.");
        Assert.Equal([exact], await DocumentsAsync("what does the policy say on \"annual leave\"?"));
        Assert.Equal([exact], await DocumentsAsync("\"ANNUAL  Leave\""));
        Assert.Equal(3, (await DocumentsAsync("annual leave \"policy")).Count);
        Assert.Empty(await DocumentsAsync("\"leave annual policy\""));
    }

    [Fact]
    public async Task AStarStandsForTheRestOfAWord()
    {
        var vacation = await AddAsync("Vacationers tell their manager.");
        await AddAsync("The canteen opens at noon.");
        var application = await AddAsync("Send the application by post.");
        Assert.Contains(vacation, (await KeywordsAsync("vacat*")).Keys);
        Assert.Empty(await KeywordsAsync("vacat"));
        Assert.Contains(application, (await KeywordsAsync("applica*")).Keys);
        Assert.Empty(await KeywordsAsync("**zzz** * *"));
    }

    // Names that say nothing: they are searched, too.
    private async Task<long> AddAsync(string text) => (await Library.AddAsync($"{(char)('a' + _added++)}.md", [text])).Id;

    private async Task<IReadOnlyList<long>> DocumentsAsync(string question) => [.. (await Library.SearchAsync(question)).Passages.Select(p => p.DocumentId).Distinct()];

    /// <summary>What the keyword search alone finds.</summary>
    private async Task<IReadOnlyDictionary<long, double>> KeywordsAsync(string question)
    {
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        await Library.Chunks.FollowAsync(generation, CancellationToken.None);
        var found = await Library.Chunks.SearchAsync(generation, new ChunkQuery(question, default, SearchScope.Everything, 100), CancellationToken.None);
        await using var db = Library.Catalog.CreateDbContext();
        return found.ByKeyword.ToDictionary(c => db.Chunks.Single(row => row.Id == c.ChunkId).DocumentId, c => c.Score);
    }
}

using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class ReviewDatesTests : LibraryTest
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task ADayThatAPersonSetGoesBeforeTheDocumentsOwnAndTheCollectionsRule()
    {
        var document = await Library.AddAsync("a.md", ["text"]);
        await ReadAsync(document, new DateOnly(2026, 4, 1));
        var dates = new ReviewDates(Library.Catalog);
        await dates.SetRuleAsync(document.CollectionId, 30, CancellationToken.None);

        await dates.SetAsync(document.Id, Day, CancellationToken.None);
        await ReadAsync(document, new DateOnly(2026, 6, 1));

        Assert.Equal(Day, (await OfAsync(document))!.Value);
    }

    [Fact]
    public async Task TheDocumentsOwnDayFollowsItsVersions()
    {
        var document = await Library.AddAsync("a.md", ["text"]);
        await ReadAsync(document, Day);
        Assert.Equal(Day, await OfAsync(document));

        await ReadAsync(document, Day.AddYears(1));
        Assert.Equal(Day.AddYears(1), await OfAsync(document));

        await ReadAsync(document, null);
        Assert.Null(await OfAsync(document));
    }

    [Fact]
    public async Task TheRuleOfTheCollectionCountsFromTheFilesOwnTime()
    {
        var document = await Library.AddAsync("a.md", ["text"]);
        await SetAsync(document, d => d.SourceModifiedAt = new DateTimeOffset(2025, 3, 2, 23, 0, 0, TimeSpan.Zero));

        await new ReviewDates(Library.Catalog).SetRuleAsync(document.CollectionId, 365, CancellationToken.None);

        Assert.Equal(new DateOnly(2026, 3, 2), await OfAsync(document));
    }

    [Fact]
    public async Task ReadingTheSameContentAgainMakesADocumentNoYounger()
    {
        var document = await Library.AddAsync("a.md", ["text"]);
        await SetAsync(document, d => d.Versions[0].IndexedAt = new DateTimeOffset(2025, 3, 2, 0, 0, 0, TimeSpan.Zero));
        await Library.ReplaceAsync(document, ["text"]);

        await new ReviewDates(Library.Catalog).SetRuleAsync(document.CollectionId, 10, CancellationToken.None);

        Assert.Equal(new DateOnly(2025, 3, 12), await OfAsync(document));
    }

    [Fact]
    public async Task NothingIsSaidOfDocumentsThatMayNotBeRead()
    {
        var document = await Library.AddAsync("a.md", ["text"]);
        var dates = new ReviewDates(Library.Catalog);
        await dates.SetAsync(document.Id, Day, CancellationToken.None);

        Assert.Empty(await dates.OfAsync(SearchScope.Nothing, [document.Id], CancellationToken.None));
        Assert.Empty(await dates.OfAsync(SearchScope.Of([document.CollectionId + 1]), [document.Id], CancellationToken.None));
        Assert.Single(await dates.OfAsync(SearchScope.Of([document.CollectionId]), [document.Id], CancellationToken.None));
    }

    [Fact]
    public async Task TheLibraryListsAndCountsWhatIsDueFromTheDayAfter()
    {
        var set = await Library.AddAsync("set.md", ["text"]);
        var ruled = await Library.AddAsync("ruled.md", ["text"]);
        var fresh = await Library.AddAsync("fresh.md", ["text"]);
        var dates = new ReviewDates(Library.Catalog);
        // The clock says 2 March 2026.
        await dates.SetAsync(set.Id, new DateOnly(2026, 3, 2), CancellationToken.None);
        await SetAsync(ruled, d => d.SourceModifiedAt = new DateTimeOffset(2026, 2, 20, 8, 0, 0, TimeSpan.Zero));
        await dates.SetRuleAsync(ruled.CollectionId, 10, CancellationToken.None);

        Assert.Empty((await DueAsync()).Lines);
        _time.Advance(TimeSpan.FromDays(1));

        var due = await DueAsync();
        Assert.Equal([("ruled.md", new DateOnly(2026, 3, 2)), ("set.md", new DateOnly(2026, 3, 2))], due.Lines.Select(l => (l.Path, l.ReviewBy!.Value)).Order());
        Assert.Equal(2, (await Documents.SummaryAsync(SearchScope.Everything, CancellationToken.None)).ReviewDue);
        Assert.Equal(1, (await Documents.SummaryAsync(SearchScope.Of([set.CollectionId]), CancellationToken.None)).ReviewDue);
        Assert.NotEqual(fresh.CollectionId, ruled.CollectionId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1_000_000)]
    public async Task ARuleOfImpossibleDaysIsRefused(int days)
    {
        var document = await Library.AddAsync("a.md", ["text"]);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new ReviewDates(Library.Catalog).SetRuleAsync(document.CollectionId, days, CancellationToken.None));
    }

    private DocumentCatalog Documents => new(Library.Catalog, _time);

    private Task<DocumentPage> DueAsync() =>
        Documents.ListAsync(SearchScope.Everything, new DocumentFilter(State: DocumentStateFilter.ReviewDue), CancellationToken.None);

    private async Task<DateOnly?> OfAsync(Document document) =>
        (await new ReviewDates(Library.Catalog).OfAsync(SearchScope.Everything, [document.Id], CancellationToken.None)).TryGetValue(document.Id, out var day) ? day : null;

    private async Task ReadAsync(Document document, DateOnly? says)
    {
        await SetAsync(document, d => d.LeaseOwner = Library.Worker);
        await Library.Index.ReplaceAsync(Library.Version(document) with { ReviewBy = says }, [Library.Chunk("text")], CancellationToken.None);
    }

    private async Task SetAsync(Document document, Action<Document> set)
    {
        await using var db = Library.Catalog.CreateDbContext();
        var row = db.Documents.Single(d => d.Id == document.Id);
        row.Versions = [.. db.DocumentVersions.Where(v => v.DocumentId == document.Id)];
        set(row);
        await db.SaveChangesAsync();
    }
}

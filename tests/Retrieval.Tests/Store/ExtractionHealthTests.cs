using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class ExtractionHealthTests
{
    [Fact]
    public async Task PagesAreCountedByProblemWithTheirMeanConfidence()
    {
        using var library = await Library.CreateAsync();
        await AddAsync(
            library, "scan.pdf", DocumentState.Partial, new PageProblem { Page = 4, Kind = PageProblemKind.NoText },
            new PageProblem { Page = 2, Kind = PageProblemKind.LowConfidence, Confidence = 0.4 },
            new PageProblem { Page = 3, Kind = PageProblemKind.LowConfidence, Confidence = 0.6 });
        await library.AddAsync("good.pdf", ["Text."]);

        var list = await ListAsync(library, new HealthFilter());

        var line = Assert.Single(list.Lines);
        Assert.Equal(("scan.pdf", 1, 2, 0, 2), (line.Path, line.NoText, line.LowConfidence, line.Garbled, line.FirstPage ?? 0));
        Assert.Equal(0.5, line.Confidence!.Value, 3);
        Assert.Equal((1, 1, 0), (list.Counts[HealthProblem.NoText], list.Counts[HealthProblem.LowConfidence], list.Counts[HealthProblem.Garbled]));
    }

    [Fact]
    public async Task DocumentsThatCouldNotBeReadAtAllAreListedWithTheirReason()
    {
        using var library = await Library.CreateAsync();
        await FailAsync(library, "locked.pdf", DocumentState.Password, "It is protected.");
        await FailAsync(library, "broken.pdf", DocumentState.Damaged, "It is damaged.");
        await FailAsync(library, "waiting.pdf", DocumentState.Pending, null);

        var list = await ListAsync(library, new HealthFilter(Order: HealthOrder.Title, Descending: false));

        Assert.Equal(["broken.pdf", "locked.pdf"], list.Lines.Select(l => l.Path));
        Assert.Equal("It is protected.", list.Lines[1].Reason);
        Assert.Equal("locked.pdf", Assert.Single((await ListAsync(library, new HealthFilter(HealthProblem.Password))).Lines).Path);
    }

    [Fact]
    public async Task ANewVersionThatWasReadWellTakesTheDocumentOffTheList()
    {
        using var library = await Library.CreateAsync();
        var document = await AddAsync(library, "scan.pdf", DocumentState.Partial, new PageProblem { Page = 1, Kind = PageProblemKind.Garbled });
        Assert.Equal(1, (await ListAsync(library, new HealthFilter())).Total);

        await library.ReplaceAsync(document, ["Recognised."]);

        Assert.Equal(0, (await ListAsync(library, new HealthFilter())).Total);
    }

    [Fact]
    public async Task RowsCanBeOrderedByEveryColumn()
    {
        using var library = await Library.CreateAsync();
        await AddAsync(library, "a.pdf", DocumentState.Partial, new PageProblem { Page = 1, Kind = PageProblemKind.LowConfidence, Confidence = 0.6 });
        await AddAsync(
            library, "b.pdf", DocumentState.Partial, new PageProblem { Page = 1, Kind = PageProblemKind.LowConfidence, Confidence = 0.3 },
            new PageProblem { Page = 2, Kind = PageProblemKind.NoText });
        foreach (var order in Enum.GetValues<HealthOrder>())
        {
            Assert.Equal(2, (await ListAsync(library, new HealthFilter(Order: order, Descending: false))).Lines.Count);
            Assert.Equal(2, (await ListAsync(library, new HealthFilter(Order: order))).Lines.Count);
        }

        Assert.Equal("b.pdf", (await ListAsync(library, new HealthFilter(Order: HealthOrder.Pages))).Lines[0].Path);
        Assert.Equal("b.pdf", (await ListAsync(library, new HealthFilter(Order: HealthOrder.Confidence, Descending: false))).Lines[0].Path);
    }

    [Fact]
    public async Task OnlyCollectionsInScopeAreLookedAt()
    {
        using var library = await Library.CreateAsync();
        var document = await AddAsync(library, "a.pdf", DocumentState.Partial, new PageProblem { Page = 1, Kind = PageProblemKind.NoText });

        var elsewhere = await new ExtractionHealth(library.Catalog).ListAsync(SearchScope.Of([document.CollectionId + 1]), new HealthFilter(), CancellationToken.None);

        Assert.Equal((0, 0), (elsewhere.Total, elsewhere.Counts[HealthProblem.NoText]));
    }

    private static Task<HealthList> ListAsync(Library library, HealthFilter filter) =>
        new ExtractionHealth(library.Catalog).ListAsync(SearchScope.Everything, filter, CancellationToken.None);

    private static async Task<Document> AddAsync(Library library, string path, DocumentState state, params PageProblem[] problems)
    {
        var document = await library.AcceptAsync(path);
        var version = Library.Version(document) with { State = state, Pages = 5, PageProblems = problems };
        await library.Index.ReplaceAsync(version, [Library.Chunk("Some text.")], CancellationToken.None);
        return document;
    }

    private static async Task FailAsync(Library library, string path, DocumentState state, string? reason)
    {
        var document = await library.AcceptAsync(path);
        await using var db = library.Catalog.CreateDbContext();
        var row = db.Documents.Single(d => d.Id == document.Id);
        (row.State, row.Reason, row.LeaseOwner) = (state, reason, null);
        await db.SaveChangesAsync();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests;

public sealed class IdenticalContentTests : IDisposable
{
    private const string Text = "# Leave\n\nThere are 28 days of leave.\n\n## Carrying over\n\nFive days go into the next year.";

    private readonly CountingEmbedder _embedder = new();
    private int _probes;

    private int Embedded => _embedder.Texts - _probes;

    [Fact]
    public async Task TheSameContentInTwoPlacesIsReadAndEmbeddedOnce()
    {
        await using var ingest = await CreateAsync();
        await ingest.TakeAsync("a/leave.md", Text);
        await ingest.DrainAsync();
        var embedded = Embedded;
        var other = await ingest.Get<SourceSetup>().AddCollectionAsync("Finance", "", openToEveryone: false, CancellationToken.None);
        await TakeIntoAsync(ingest, other, "copies/leave (2).md");
        await ingest.DrainAsync();

        Assert.True(embedded > 0);
        Assert.Equal(embedded, Embedded);
        await using var db = ingest.Db();
        var (first, second) = (await ChunksAsync(db, ingest.Collection), await ChunksAsync(db, other));
        Assert.NotEmpty(first);
        Assert.Equal(first.Select(c => (c.Text, c.HeadingPath, c.Ordinal, c.Start, c.Length)), second.Select(c => (c.Text, c.HeadingPath, c.Ordinal, c.Start, c.Length)));
        Assert.Equal(first.Select(c => Convert.ToHexString(c.Vector!.Values)), second.Select(c => Convert.ToHexString(c.Vector!.Values)));
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("copies/leave (2).md")).State);
    }

    [Fact]
    public async Task TwoThatArriveTogetherAreReadOnceToo()
    {
        await using var ingest = await CreateAsync(workers: 4);
        for (var i = 0; i < 8; i++) await ingest.TakeAsync($"{i}/notes.md", Text);
        await ingest.DrainAsync();
        await using var db = ingest.Db();
        Assert.Equal(8, await db.Documents.CountAsync(d => d.State == DocumentState.Indexed));
        Assert.Equal(await db.Chunks.CountAsync(c => c.Searchable), 8 * Embedded);
    }

    [Theory]
    [InlineData("first name.txt", "second name.txt")] // The title is in every vector.
    [InlineData("notes.txt", "notes.html")] // Another kind of file may be read in another way.
    public async Task WhatWouldBeReadDifferentlyIsReadAgain(string first, string second)
    {
        await using var ingest = await CreateAsync();
        await ingest.TakeAsync("a/" + first, "Plain words, no title in them.");
        await ingest.DrainAsync();
        var embedded = Embedded;
        await ingest.TakeAsync("b/" + second, "Plain words, no title in them.");
        await ingest.DrainAsync();
        Assert.Equal(2 * embedded, Embedded);
    }

    [Fact]
    public async Task RunningOneAgainReadsItAgain()
    {
        await using var ingest = await CreateAsync();
        await ingest.TakeAsync("a/notes.md", Text);
        var copy = (await ingest.TakeAsync("b/notes.md", Text)).DocumentId!.Value;
        await ingest.DrainAsync();
        var embedded = Embedded;
        await ingest.Get<DocumentActions>().RetryAsync([copy], CancellationToken.None);
        await ingest.DrainAsync();
        Assert.Equal(2 * embedded, Embedded);
    }

    [Fact]
    public async Task ARemovedDocumentIsNoModelForAnother()
    {
        await using var ingest = await CreateAsync();
        var first = (await ingest.TakeAsync("a/notes.md", Text)).DocumentId!.Value;
        await ingest.DrainAsync();
        await ingest.Get<DocumentActions>().RemoveAsync([first], CancellationToken.None);
        await ingest.TakeAsync("b/notes.md", Text);
        await ingest.DrainAsync();
        await using var db = ingest.Db();
        Assert.NotEmpty(await db.Chunks.Where(c => c.Searchable && c.DocumentId != first).ToListAsync());
    }

    public void Dispose() => _embedder.Dispose();

    private async Task<IngestServices> CreateAsync(int workers = 2)
    {
        var ingest = await IngestServices.CreateAsync(
            new() { ["Ingest:Workers"] = workers.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(_embedder));
        // The model is tried once before the first document.
        await ingest.Get<IndexGenerations>().ActiveAsync(CancellationToken.None);
        _probes = _embedder.Texts;
        return ingest;
    }

    private static async Task TakeIntoAsync(IngestServices ingest, long collection, string path)
    {
        var source = (await ingest.Get<SourceSetup>().UploadSourceAsync(collection, CancellationToken.None))!.Value;
        var run = await ingest.Get<Runs>().OpenAsync(RunKind.Upload, "Finance", source, CancellationToken.None);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Text));
        await ingest.Get<FileIntake>().TakeAsync(source, run, path, content, null, CancellationToken.None);
    }

    private static Task<List<Chunk>> ChunksAsync(RagDocsDbContext db, long collection) =>
        db.Chunks.Include(c => c.Vector).Where(c => c.CollectionId == collection && c.Searchable).OrderBy(c => c.Ordinal).ToListAsync();
}

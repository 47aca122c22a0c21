using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Tests.Segments;

/// <summary>The index beside the program does what every home of the index must do.</summary>
public sealed class EmbeddedChunkIndexTests : ChunkIndexTests
{
    private readonly EmbeddedHome _home = new();

    public override async ValueTask DisposeAsync()
    {
        _home.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task AProcessThatMayNotWriteReadsWhatTheWriterWrote()
    {
        var (writer, reader) = (_home.Open(Library.Catalog), _home.Open(Library.Catalog));
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        await writer.FollowAsync(generation, CancellationToken.None);
        for (var i = 0; i < 30; i++)
        {
            await Library.AddAsync($"{i}.md", ["annual leave"]);
            await reader.FollowAsync(generation, CancellationToken.None);
            await writer.FollowAsync(generation, CancellationToken.None);
        }

        Assert.InRange(reader.Index.UnitsInMemory, 0, 16);
        Assert.InRange(writer.Index.UnitsInMemory, 0, 16);
        var query = new ChunkQuery("leave", ReadOnlyMemory<float>.Empty, SearchScope.Everything, 100);
        Assert.Equal(30, (await reader.SearchAsync(generation, query, CancellationToken.None)).ByKeyword.Count);
    }

    [Fact]
    public async Task AfterASwitchTheOldGenerationsFilesGoAndTheNewOnesWereMadeBefore()
    {
        for (var i = 0; i < 10; i++) await Library.AddAsync($"{i}.md", ["annual leave"]);
        var process = _home.Open(Library.Catalog);
        await process.FollowAsync(await Library.Generations.ActiveAsync(CancellationToken.None), CancellationToken.None);
        Assert.NotEmpty(_home.Files);
        IReadOnlyList<string> made = [];
        var id = await ChunkIndexChanges.SwitchAsync(Library, ["annual leave", "sick leave"], async () =>
        {
            process.Index.KeepOnly(await Library.Generations.InUseAsync(CancellationToken.None));
            await process.FollowAsync((await Library.Generations.CompleteAsync(CancellationToken.None))!, CancellationToken.None);
            made = [.. _home.Files.Where(f => f.EndsWith(".words", StringComparison.Ordinal))];
        });
        process.Index.KeepOnly(await Library.Generations.InUseAsync(CancellationToken.None));
        await process.FollowAsync(await Library.Generations.ActiveAsync(CancellationToken.None), CancellationToken.None);
        var left = _home.Files.Where(f => f.EndsWith(".words", StringComparison.Ordinal)).ToList();
        Assert.Equal(made.Where(f => f.Contains($"/{id}/", StringComparison.Ordinal)), left);
        Assert.NotEmpty(left);
    }

    private protected override Task<IChunkIndex> OpenAsync() => Task.FromResult<IChunkIndex>(_home.Open(Library.Catalog));

    private protected override async Task<bool> FollowAndDieAsync(IChunkIndex index, int writes) =>
        await ((EmbeddedHome.Process)index).FollowAndDieAsync(await Library.Generations.ActiveAsync(CancellationToken.None), writes);
}

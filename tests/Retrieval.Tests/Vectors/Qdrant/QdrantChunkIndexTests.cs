namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>The index in Qdrant does what every home of the index must do.</summary>
public sealed class QdrantChunkIndexTests : ChunkIndexTests
{
    private FakeQdrantHome _home = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _home = await FakeQdrantHome.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override Task<IChunkIndex> OpenAsync() => Task.FromResult<IChunkIndex>(_home.Open(Library.Catalog).Index);

    private protected override async Task<bool> FollowAndDieAsync(IChunkIndex index, int writes) =>
        await _home.FollowAndDieAsync(index, await Library.Generations.ActiveAsync(CancellationToken.None), writes);
}

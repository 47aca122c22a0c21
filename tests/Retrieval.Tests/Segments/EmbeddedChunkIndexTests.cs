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

    private protected override Task<IChunkIndex> OpenAsync() => Task.FromResult<IChunkIndex>(_home.Open(Library.Catalog));

    private protected override async Task<bool> FollowAndDieAsync(IChunkIndex index, int writes) =>
        await ((EmbeddedHome.Process)index).FollowAndDieAsync(await Library.Generations.ActiveAsync(CancellationToken.None), writes);
}

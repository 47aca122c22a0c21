namespace RagDocs.Retrieval.Tests.Segments;

/// <summary>The index beside the program against a plain model.</summary>
public sealed class EmbeddedChunkIndexModelTests : ChunkIndexModelTests
{
    private readonly EmbeddedHome _home = new();
    private int _opened;

    public override async ValueTask DisposeAsync()
    {
        _home.Dispose();
        await base.DisposeAsync();
    }

    // Every other time the processes before go on running: then the new one cannot write, and reads what they do.
    private protected override Task<IChunkIndex> OpenAsync()
    {
        if (_opened++ % 2 == 0) _home.EndAll();
        return Task.FromResult<IChunkIndex>(_home.Open(Library.Catalog));
    }

    private protected override async Task<bool> FollowAndDieAsync(IChunkIndex index, int writes) =>
        await ((EmbeddedHome.Process)index).FollowAndDieAsync(await Library.Generations.ActiveAsync(CancellationToken.None), writes);
}

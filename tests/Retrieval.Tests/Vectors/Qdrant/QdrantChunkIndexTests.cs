using RagDocs.Retrieval.Vectors.Qdrant;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>The index in Qdrant does what every home of the index must do; each request and answer is as Qdrant describes its API.</summary>
public sealed class QdrantChunkIndexTests : ChunkIndexTests
{
    private readonly List<QdrantProcess> _processes = [];
    private FakeQdrant _server = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _server = await FakeQdrant.StartAsync(apiKey: "some-key");
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        await _server.DisposeAsync();
        await base.DisposeAsync();
        Assert.Empty(_server.Violations);
    }

    private protected override Task<IChunkIndex> OpenAsync() => Task.FromResult<IChunkIndex>(Open().Index);

    private protected override async Task<bool> FollowAndDieAsync(IChunkIndex index, int writes)
    {
        var dead = new TaskCompletionSource();
        _server.Add(FakeQdrantFault.Held(IsWrite, dead, new TaskCompletionSource().Task) with { After = writes, Times = int.MaxValue });
        var following = index.FollowAsync(await Library.Generations.ActiveAsync(CancellationToken.None), CancellationToken.None);
        var died = await Task.WhenAny(following, dead.Task) == dead.Task;
        // Whatever it had begun is never heard of again.
        var process = _processes.Single(p => p.Index == index);
        _processes.Remove(process);
        process.Dispose();
        _server.EndFaults();
        return died;
    }

    private static bool IsWrite(string request) => request.EndsWith("/points", StringComparison.Ordinal) || request.EndsWith("/points/delete", StringComparison.Ordinal);

    private QdrantProcess Open()
    {
        var process = new QdrantProcess(Library.Catalog, new QdrantOptions { Url = _server.Url, ApiKey = "some-key", Prefix = "test" });
        _processes.Add(process);
        return process;
    }
}

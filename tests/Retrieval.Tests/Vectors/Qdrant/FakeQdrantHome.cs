using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Vectors.Qdrant;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>A fake server with the processes that use it. At the end nothing may have gone against Qdrant's description of its API.</summary>
internal sealed class FakeQdrantHome : IAsyncDisposable
{
    public const string Key = "some-key";

    private readonly List<QdrantProcess> _processes = [];

    private FakeQdrantHome(FakeQdrant server) => Server = server;

    public FakeQdrant Server { get; }

    public static async Task<FakeQdrantHome> StartAsync() => new(await FakeQdrant.StartAsync(Key));

    public QdrantOptions Options(string key = Key) => new() { Url = Server.Url, ApiKey = key, Prefix = "test" };

    public QdrantProcess Open(TestCatalog catalog, RetrievalOptions? retrieval = null, TimeProvider? time = null)
    {
        var process = new QdrantProcess(catalog, Options(), retrieval, time);
        _processes.Add(process);
        return process;
    }

    /// <summary>Follows, and is never heard of again after so many writes.</summary>
    /// <returns>False when it came to its end before.</returns>
    public async Task<bool> FollowAndDieAsync(IChunkIndex index, ActiveGeneration generation, int writes)
    {
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Add(FakeQdrantFault.Held(IsWrite, dead, new TaskCompletionSource().Task) with { After = writes, Times = int.MaxValue });
        var following = index.FollowAsync(generation, CancellationToken.None);
        var died = await Task.WhenAny(following, dead.Task) == dead.Task;
        var process = _processes.Single(p => p.Index == index);
        _processes.Remove(process);
        process.Dispose();
        Server.EndFaults();
        return died;
    }

    public static bool IsWrite(string request) => IsUpsert(request) || IsDelete(request);

    public static bool IsUpsert(string request) => request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith("/points", StringComparison.Ordinal);

    public static bool IsDelete(string request) => request.EndsWith("/points/delete", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        await Server.DisposeAsync();
        Assert.Empty(Server.Violations);
    }
}

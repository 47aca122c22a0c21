using RagDocs.Retrieval.Vectors.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>The same against a real server, when RAGDOCS_QDRANT_URL names one (and RAGDOCS_QDRANT_KEY its key). It makes and deletes collections named ragdocs_test_*.</summary>
public sealed class LiveQdrantTests : ChunkIndexTests
{
    private const string Address = "RAGDOCS_QDRANT_URL";

    private readonly List<QdrantProcess> _processes = [];
    private readonly string _prefix = $"ragdocs_test_{Guid.NewGuid():n}";

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Address) is { Length: > 0 }, $"{Address} names no Qdrant server.");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_processes.Count == 0) return;
        if (await _processes[^1].Collections.TargetAsync(CancellationToken.None) is { } target)
        {
            await _processes[^1].Collections.DropAsync(target.ToString(), CancellationToken.None);
        }

        foreach (var process in _processes) process.Dispose();
        await base.DisposeAsync();
    }

    private protected override Task<IChunkIndex> OpenAsync()
    {
        var process = new QdrantProcess(Library.Catalog, new QdrantOptions
        {
            Url = Environment.GetEnvironmentVariable(Address)!, ApiKey = Environment.GetEnvironmentVariable("RAGDOCS_QDRANT_KEY") ?? "", Prefix = _prefix, Exact = true,
        });
        _processes.Add(process);
        return Task.FromResult<IChunkIndex>(process.Index);
    }

    /// <summary>A real server lets nobody count its writes: the process dies a few milliseconds later each time.</summary>
    private protected override async Task<bool> FollowAndDieAsync(IChunkIndex index, int writes)
    {
        var following = index.FollowAsync(await Library.Generations.ActiveAsync(CancellationToken.None), CancellationToken.None);
        var died = await Task.WhenAny(following, Task.Delay(writes * 4)) != following;
        var process = _processes.Single(p => p.Index == index);
        _processes.Remove(process);
        process.Dispose();
        return died && writes < 15;
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.Embeddings;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Embeddings;

public sealed class EmbeddingCacheTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CountingEmbedder _inner = new();

    [Fact]
    public async Task OnlyWhatIsNotKnownIsEmbeddedInOneCallAndEachTextOnce()
    {
        using var cache = Cache();
        await cache.GenerateAsync(["a", "bb"]);

        var vectors = await cache.GenerateAsync(["bb", "ccc", "a", "ccc"]);

        Assert.Equal([["a", "bb"], ["ccc"]], _inner.Calls);
        Assert.Equal([2f, 3f, 1f, 3f], vectors.Select(v => v.Vector.ToArray()[0]));
    }

    [Fact]
    public async Task VectorsOutliveTheProcess()
    {
        using (var cache = Cache()) await cache.GenerateAsync(["a"]);
        using var later = Cache();
        Assert.Equal(new[] { 1f, 0.5f }, (await later.GenerateAsync(["a"])).Single().Vector.ToArray());
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task AnotherModelOrAQuestionInsteadOfAPassageIsAnotherVector()
    {
        using var cache = Cache();
        using var other = Cache(model: "other");
        await cache.GenerateAsync(["a"]);
        await other.GenerateAsync(["a"]);
        await cache.GenerateAsync(["a"], new EmbeddingGenerationOptions { AdditionalProperties = new() { ["input_type"] = "query" } });
        Assert.Equal(3, _inner.Calls.Count);
    }

    [Fact]
    public async Task TheOldestVectorsGiveWayWhenThereAreTooMany()
    {
        using var cache = Cache(maxBytes: 10 * 2 * sizeof(float));
        for (var i = 0; i < 12; i++) await cache.GenerateAsync([$"text {i}"]);
        _inner.Calls.Clear();

        await cache.GenerateAsync(["text 0", "text 11"]);

        Assert.Equal([["text 0"]], _inner.Calls);
    }

    [Fact]
    public async Task ManyAtOnceGetTheirOwnVectors()
    {
        using var cache = Cache();
        var texts = Enumerable.Range(0, 40).Select(i => new string('x', i + 1)).ToList();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => cache.GenerateAsync(texts))));

        Assert.All(all, vectors => Assert.Equal(texts.Select(t => (float)t.Length), vectors.Select(v => v.Vector.ToArray()[0])));
    }

    [Fact]
    public async Task ADamagedCacheFileCostsSpeedButNoAnswer()
    {
        _folder.Write("cache/embeddings.db", "this is no database, but long enough to be taken for one by its size ......................................................");
        using var cache = Cache();
        Assert.Equal(1f, (await cache.GenerateAsync(["a"])).Single().Vector.ToArray()[0]);
        Assert.Equal(1f, (await cache.GenerateAsync(["a"])).Single().Vector.ToArray()[0]);
        Assert.Equal(2, _inner.Calls.Count);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        _inner.Dispose();
    }

    private EmbeddingCache Cache(string model = "model", long maxBytes = 1 << 20) => new(
        _inner, model, new EmbeddingStore(Path.Combine(_folder.Path, "cache", "embeddings.db"), maxBytes), NullLogger<EmbeddingCache>.Instance);

    /// <summary>Each vector begins with the length of its text.</summary>
    private sealed class CountingEmbedder : IEmbeddingGenerator<string, Embedding<float>>
    {
        public List<string[]> Calls { get; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var texts = values.ToArray();
            lock (Calls) Calls.Add(texts);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => new Embedding<float>(new[] { t.Length, 0.5f }))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Embeddings;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Tests.Models;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Embeddings;

/// <summary>Which embedding model is chosen, what tells it from others, and what becomes of its engine's troubles.</summary>
public sealed class EmbeddingSourceTests : IAsyncLifetime
{
    private const string Listed = "multilingual-e5-small-q8_0";

    private const int Longest = 400;

    private readonly ModelBench _bench = new();
    private readonly TempFolder _folder = new();
    private readonly EmbeddingVersion _version = new();
    private readonly FormerModel _former = new();
    private readonly EmbeddingStore _cache;
    private readonly ModelServerConnections _connections = new(new ModelServerOptions { Retries = 0 }, TimeProvider.System);
    private HttpServerDouble _server = null!;
    private string? _serves;
    private int _status = 200;

    /// <summary>Where the engine was until it died; said once.</summary>
    private string? _deadSocket;

    public EmbeddingSourceTests() => _cache = new EmbeddingStore(_folder.File("cache/embeddings.db"), 1 << 20);

    public async ValueTask InitializeAsync() => _server = await HttpServerDouble.StartAsync(async context =>
    {
        var input = JsonSerializer.Deserialize<JsonElement>(HttpServerDouble.BodyOf(context)).GetProperty("input");
        var texts = input.GetArrayLength();
        if (input.EnumerateArray().Any(t => t.GetString()!.Length > Longest)) await HttpServerDouble.JsonAsync(context, 413, """{"error":{"message":"too long"}}""");
        else if (_status != 200) await HttpServerDouble.JsonAsync(context, _status, """{"error":{"message":"out of order"}}""");
        else await context.Response.WriteAsJsonAsync(new { model = "m", data = Enumerable.Range(0, texts).Select(index => new { index, embedding = new float[64].Select((_, i) => i == 0 ? 1f : 0f) }) });
    });

    [Fact]
    public async Task AFileInTheFolderIsNotUsedUntilItIsChosen()
    {
        Drop("tiny");
        Assert.Null(await Source().ChosenAsync(default));
        Assert.Null(_bench.Store.Chosen(ModelKind.Embedding));

        var before = _version.Value;
        var source = Source();
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        Assert.NotEqual(before, _version.Value);
        var choice = await source.ChosenAsync(default);
        Assert.Equal(("Tiny Bert", 64), (choice!.Name, choice.Dimensions));

        _bench.Store.UseAutomatic(ModelKind.Embedding);
        Assert.Null(await source.ChosenAsync(default));
    }

    [Fact]
    public async Task AHashTellsFileAndPrefixesApartAndStaysTheSame()
    {
        Drop("tiny");
        Drop("copy");
        Drop("other", seed: 9);
        Drop(Listed);
        var hash = await HashAsync("tiny");
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, await HashAsync("tiny"));
        Assert.Equal(hash, await HashAsync("copy"));
        Assert.NotEqual(hash, await HashAsync("other"));
        // The same bytes under a listed name are embedded with that model's prefixes.
        Assert.NotEqual(hash, await HashAsync(Listed));
    }

    [Fact]
    public async Task AFileWrittenAnewUnderItsNameIsAnotherModel()
    {
        Drop("tiny");
        var hash = await HashAsync("tiny");
        var path = Drop("tiny", seed: 9);
        File.SetLastWriteTimeUtc(path, _bench.Time.GetUtcNow().UtcDateTime.AddHours(1));
        _bench.Time.Advance(TimeSpan.FromHours(2));
        Assert.NotEqual(hash, await HashAsync("tiny"));
    }

    [Fact]
    public async Task TheListsPrefixesAreSentAndAKnownTextIsNotSentAgain()
    {
        Drop(Listed);
        _bench.Store.Use(ModelKind.Embedding, Listed);
        _serves = Listed;
        var choice = (await Source().ChosenAsync(default))!;
        using var generator = choice.Generator(choice.Dimensions);

        await generator.GenerateAsync(["leave"]);
        await generator.GenerateAsync(["leave"]);
        var question = new EmbeddingGenerationOptions { AdditionalProperties = new() { [EmbeddingInput.Key] = EmbeddingInput.Query } };
        await generator.GenerateAsync(["leave"], question);

        Assert.Equal(2, _server.Bodies.Count);
        Assert.Contains("passage: leave", _server.Bodies[0], StringComparison.Ordinal);
        Assert.Contains("query: leave", _server.Bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEngineThatRunsAnotherModelIsAskedForNothing()
    {
        Drop("tiny");
        Drop("other", seed: 9);
        var hash = await HashAsync("tiny");
        _bench.Store.UseAutomatic(ModelKind.Embedding);
        _serves = "other";
        using var former = (await Source().FormerAsync(hash, default))!.Generator(64);
        var refused = await Assert.ThrowsAsync<EmbeddingUnavailableException>(() => former.GenerateAsync(["leave"]));
        Assert.Contains("The engine runs other instead of Tiny Bert", refused.Message, StringComparison.Ordinal);

        _bench.Store.Use(ModelKind.Embedding, "tiny");
        _serves = null;
        await UnavailableAsync("The engine of the embedding model Tiny Bert is stopped. Start it on the models page.");
        Assert.Empty(_server.Bodies);
    }

    [Fact]
    public async Task AnEngineThatIsBeingExchangedIsWaitedFor()
    {
        Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        _serves = "other";
        using var generator = (await Source().ChosenAsync(default))!.Generator(64);
        var vectors = generator.GenerateAsync(["leave"]);
        Assert.False(vectors.IsCompleted);
        _serves = "tiny";
        Assert.Single(await vectors);
    }

    [Theory]
    [InlineData(500, "failed (HTTP 500), saying “out of order”")]
    [InlineData(401, "refused the key")]
    public async Task WhateverIsWrongWithTheServerIsNoFaultOfTheText(int status, string reason)
    {
        Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        (_serves, _status) = ("tiny", status);
        await UnavailableAsync(reason);
    }

    [Fact]
    public async Task AnEngineThatDiedIsAskedWhereItIsStartedAgain()
    {
        Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        (_serves, _deadSocket) = ("tiny", _folder.File("dead.sock"));
        using var generator = (await Source().ChosenAsync(default))!.Generator(64);
        Assert.Single(await generator.GenerateAsync(["leave"]));
    }

    [Fact]
    public async Task VectorsOfAnotherLengthThanTheIndexesAreRefused()
    {
        Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        _serves = "tiny";
        using var generator = (await Source().ChosenAsync(default))!.Generator(32);
        var refused = await Assert.ThrowsAsync<EmbeddingUnavailableException>(() => generator.GenerateAsync(["leave"]));
        Assert.Contains("a vector of 64 numbers where 32 were expected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfATextThatIsTooLongForTheServerTheBeginningIsEmbedded()
    {
        Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        _serves = "tiny";
        using var generator = (await Source().ChosenAsync(default))!.Generator(64);

        var vectors = await generator.GenerateAsync(["short", new string('x', 1000), "last"]);

        Assert.Equal(3, vectors.Count);
        Assert.Contains($"\"{new string('x', 250)}\"", _server.Bodies[^2], StringComparison.Ordinal);
        Assert.Contains("last", _server.Bodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChosenFileThatIsAwayIsMissedNotForgotten()
    {
        var path = Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        File.Delete(path);
        var away = await Assert.ThrowsAsync<EmbeddingUnavailableException>(() => Source().ChosenAsync(default));
        Assert.Contains("Put it back, or choose another model", away.Message, StringComparison.Ordinal);

        Drop("tiny");
        _bench.Store.Remove("tiny");
        Assert.Null(await Source().ChosenAsync(default));
    }

    [Fact]
    public async Task AServerOfTheSettingsGoesBeforeAFileAndItsHashIsOfAllThatChangesAVector()
    {
        Drop("tiny");
        _bench.Store.Use(ModelKind.Embedding, "tiny");
        var choice = await Source(Server()).ChosenAsync(default);
        Assert.Equal(("e5", (int?)null), (choice!.Name, choice.Dimensions));
        Assert.Matches("^[0-9a-f]{64}$", choice.Hash);

        async Task<string> HashOf(Action<RemoteEmbeddingOptions> change)
        {
            var options = Server();
            change(options);
            return (await Source(options).ChosenAsync(default))!.Hash;
        }

        Assert.Equal(choice.Hash, await HashOf(o => (o.ApiKey, o.Title, o.Address) = ("secret", "E5", o.Address + "/v1/")));
        Assert.NotEqual(choice.Hash, await HashOf(o => o.Model = "e5-large"));
        Assert.NotEqual(choice.Hash, await HashOf(o => o.QueryPrefix = "query: "));
        Assert.NotEqual(choice.Hash, await HashOf(o => o.PassagePrefix = "query: "));
        Assert.NotEqual(choice.Hash, await HashOf(o => o.Address = "http://gpu-8:8000"));
    }

    [Fact]
    public async Task TheModelBeforeIsServedOnUntilItIsNotNeededUnlessAnotherOneIsChosen()
    {
        Drop("tiny");
        Drop("other", seed: 9);
        var hash = await HashAsync("tiny");
        _bench.Store.UseAutomatic(ModelKind.Embedding);

        var former = await Source().FormerAsync(hash, default);
        Assert.Equal(("tiny", "Tiny Bert"), (_former.Model?.Id, former?.Name));
        former!.Generator(64).Dispose();
        Assert.Null(_former.Model);

        _bench.Store.Use(ModelKind.Embedding, "other");
        Assert.Null(await Source().FormerAsync(hash, default));
        Assert.Null(_former.Model);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _connections.Dispose();
        _cache.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        _bench.Dispose();
    }

    private string Drop(string id, ulong seed = 2) => _bench.Drop($"{id}.gguf", TinyBert.ToBytes(new TinyBertOptions { Seed = seed }));

    private static RemoteEmbeddingOptions Server() => new() { Address = "http://gpu-7:8000", Model = "e5" };

    private EmbeddingSource Source(RemoteEmbeddingOptions? remote = null) => new(
        Options.Create(remote ?? new RemoteEmbeddingOptions()), (_, _) => Task.FromResult(Engine()), _connections, _cache,
        _version, _former, TimeProvider.System, NullLoggerFactory.Instance, _bench.Store);

    private OpenAiEndpoint? Engine()
    {
        var endpoint = _serves is { } id ? _server.Endpoint with { Model = id, Socket = _deadSocket } : null;
        _deadSocket = null;
        return endpoint;
    }

    private async Task<string> HashAsync(string id)
    {
        _bench.Store.Use(ModelKind.Embedding, id);
        return (await Source().ChosenAsync(default))!.Hash;
    }

    private async Task UnavailableAsync(string reason)
    {
        using var generator = (await Source().ChosenAsync(default))!.Generator(64);
        var unavailable = await Assert.ThrowsAsync<EmbeddingUnavailableException>(() => generator.GenerateAsync(["leave"]));
        Assert.Contains(reason, unavailable.Message, StringComparison.Ordinal);
    }
}

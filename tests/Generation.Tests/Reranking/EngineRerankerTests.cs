using Microsoft.AspNetCore.Http;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Reranking;
using RagDocs.Generation.Tests.Llama;
using RagDocs.Generation.Tests.Llama.Server;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.Reranking;

public sealed class EngineRerankerTests : IDisposable
{
    private readonly ModelServerConnections _connections = new(new ModelServerOptions { RetryDelay = TimeSpan.FromMilliseconds(20) }, TimeProvider.System);
    private readonly List<ModelKind> _started = [];

    [Fact]
    public async Task WithoutAModelNothingIsStartedAndNothingScored()
    {
        var reranker = Reranker(Task.FromResult<OpenAiEndpoint?>(null), installed: null);
        Assert.Null(await reranker.ScoreAsync("leave?", ["leave"], CancellationToken.None));
        Assert.Empty(_started);
    }

    [Fact]
    public async Task AModelThatAPersonHoldsBackIsNotMissed() =>
        Assert.Null(await Reranker(Task.FromResult<OpenAiEndpoint?>(null)).ScoreAsync("leave?", ["leave"], CancellationToken.None));

    [Fact]
    public async Task TheScoresStandInTheOrderOfThePassages()
    {
        await using var server = await HttpServerDouble.StartAsync(context => context.Response.WriteAsJsonAsync(new
        {
            results = new[] { new { index = 1, relevance_score = 0.9 }, new { index = 0, relevance_score = -3.5 } },
        }));
        var scores = await Reranker(Task.FromResult<OpenAiEndpoint?>(server.Endpoint)).ScoreAsync("How long is leave?", ["The canteen.", "Thirty days."], CancellationToken.None);
        Assert.Equal([-3.5, 0.9], scores);
        Assert.Equal([ModelKind.Reranker], _started);
        Assert.Contains("How long is leave?", Assert.Single(server.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEngineThatIsBeingStartedIsStartedOnceHoweverManyWait()
    {
        var start = new TaskCompletionSource<OpenAiEndpoint?>();
        var reranker = Reranker(start.Task);
        using var leaving = new CancellationTokenSource();
        var first = reranker.ScoreAsync("leave?", ["leave"], leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = reranker.ScoreAsync("leave?", ["leave"], CancellationToken.None);
        start.SetResult(null);
        Assert.Null(await second);
        Assert.Single(_started);
    }

    [Fact]
    public async Task TheEngineOfThisMachineScores()
    {
        TinyModels.Need();
        await using var server = await RunningServer.WithModelAsync(TinyModels.Reranker);
        var endpoint = new OpenAiEndpoint(server.Address, Path.GetFileNameWithoutExtension(TinyModels.Reranker));
        var scores = await Reranker(Task.FromResult<OpenAiEndpoint?>(endpoint)).ScoreAsync("How many days?", ["Thirty days.", "The canteen opens at noon."], CancellationToken.None);
        Assert.Equal(2, scores!.Distinct().Count());
    }

    public void Dispose() => _connections.Dispose();

    private EngineReranker Reranker(Task<OpenAiEndpoint?> engine, string? installed = "Some ranker") => new(
        (kind, _) =>
        {
            _started.Add(kind);
            return engine;
        },
        () => installed, _connections, TimeProvider.System);
}

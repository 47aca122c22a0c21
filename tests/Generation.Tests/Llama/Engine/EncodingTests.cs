using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Tests.Llama.Engine;

public sealed class EncodingTests
{
    [Fact]
    public async Task ManyAtOnceGetTheSameVectorsAsOneAfterTheOther()
    {
        await using var engine = await Asking.LoadAsync(TinyModels.Bert);
        string[] texts = [.. Enumerable.Range(0, 20).Select(i => $"paid leave for {i} days")];
        var alone = new List<float[]>();
        foreach (var text in texts)
            alone.Add((await engine.EmbedAsync(text, "a", CancellationToken.None)).Values);

        var together = await Task.WhenAll(texts.Select((t, i) => engine.EmbedAsync(t, $"{i % 3}", CancellationToken.None)));

        Assert.Equal(alone, together.Select(v => v.Values));
        Assert.Equal(ModelKind.Embedding, engine.Model.Kind);
        Assert.Equal(40, engine.Statistics.Embedded);
        Assert.Equal((0, 0), (engine.Statistics.Running, engine.Statistics.Waiting));
    }

    [Fact]
    public async Task ARerankerScoresPairs()
    {
        await using var engine = await Asking.LoadAsync(TinyModels.Reranker);

        var first = await engine.ScoreAsync("how many days?", "30 days of paid leave", "a", CancellationToken.None);
        var other = await engine.ScoreAsync("how many days?", "the price of the contract", "a", CancellationToken.None);

        Assert.NotEqual(first.Score, other.Score);
        Assert.Equal(first, await engine.ScoreAsync("how many days?", "30 days of paid leave", "a", CancellationToken.None));
        Assert.Equal(3, engine.Statistics.Scored);
    }

    [Fact]
    public async Task AModelDoesOnlyWhatItIsFor()
    {
        await using var chat = await Asking.LoadAsync(Asking.Endless);
        await using var embedder = await Asking.LoadAsync(TinyModels.Bert);

        await Assert.ThrowsAsync<BadRequestException>(() => chat.EmbedAsync("x", "", CancellationToken.None));
        await Assert.ThrowsAsync<BadRequestException>(() => chat.ScoreAsync("x", "y", "", CancellationToken.None));
        await Assert.ThrowsAsync<BadRequestException>(() => embedder.ScoreAsync("x", "y", "", CancellationToken.None));
        await Assert.ThrowsAsync<BadRequestException>(() => embedder.WriteAsync(Asking.Request("x")));
    }

    [Fact]
    public async Task CanceledTextsLeaveTheQueueAndTheOthersAreServed()
    {
        await using var engine = await Asking.LoadAsync(TinyModels.Bert);
        using var stop = new CancellationTokenSource();
        var long1 = string.Concat(Enumerable.Repeat("the report of the year ", 25));
        var kept = Enumerable.Range(0, 20).Select(i => engine.EmbedAsync($"{long1}{i}", "a", CancellationToken.None)).ToList();
        var left = Enumerable.Range(0, 20).Select(i => engine.EmbedAsync($"{long1}{i}", "b", stop.Token)).ToList();

        await stop.CancelAsync();

        var vectors = await Task.WhenAll(kept);
        foreach (var gone in left)
        {
            // Some were done before.
            if (await Task.WhenAny(gone) is { IsCompletedSuccessfully: false } ended)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
        }

        await engine.DrainAsync(TimeSpan.FromMinutes(1));
        Assert.All(vectors, v => Assert.Equal(64, v.Values.Length));
        Assert.Equal((0, 0), (engine.Statistics.Running, engine.Statistics.Waiting));
    }

    [Fact]
    public async Task DisposingEndsWhoWaits()
    {
        var engine = await Asking.LoadAsync(Asking.Options(TinyModels.Bert) with { QueueLength = 1000 });
        var waiting = Enumerable.Range(0, 500).Select(i => engine.EmbedAsync($"days of leave {i}", "a", CancellationToken.None)).ToList();

        await engine.DisposeAsync();

        // Some were done before; nobody waits for ever.
        foreach (var task in waiting)
            Assert.True(await Record.ExceptionAsync(() => task) is null or EngineStoppedException);
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.EmbedAsync("x", "a", CancellationToken.None));
    }
}

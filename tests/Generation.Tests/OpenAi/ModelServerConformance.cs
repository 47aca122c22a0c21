using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>What our clients may rely on, whichever server answers. Says nothing about what the text is.</summary>
public abstract class ModelServerConformance(IModelServer server) : IDisposable
{
    private static readonly ChatMessage[] Question =
        [new(ChatRole.System, "You answer from passages."), new(ChatRole.User, "How long is the trial period?")];

    private readonly ModelServerConnections _connections = new(new ModelServerOptions { RetryDelay = TimeSpan.FromMilliseconds(20) }, TimeProvider.System);

    protected OpenAiChatClient Client => new(_connections.To(server.Chat));

    [Fact]
    public async Task AStreamBringsTextInPiecesAndAReasonForItsEnd()
    {
        var updates = await Client.GetStreamingResponseAsync(Question, new ChatOptions { MaxOutputTokens = 48 }).ToListAsync();

        Assert.True(updates.Count(u => u.Text.Length > 0) > 1);
        Assert.All(updates, u => Assert.Equal(ChatRole.Assistant, u.Role));
        var reason = Assert.Single(updates, u => u.FinishReason is not null).FinishReason;
        Assert.True(reason == ChatFinishReason.Stop || reason == ChatFinishReason.Length);
    }

    [Fact]
    public async Task TheWholeAnswerIsWhatTheStreamBrings()
    {
        var options = new ChatOptions { MaxOutputTokens = 24, Temperature = 0 };

        var whole = await Client.GetResponseAsync(Question, options);
        var streamed = await Client.GetStreamingResponseAsync(Question, options).ToListAsync();

        Assert.NotEqual("", whole.Text);
        Assert.Equal(whole.Text, string.Concat(streamed.Select(u => u.Text)));
        Assert.NotNull(whole.FinishReason);
    }

    [Fact]
    public async Task ATokenLimitEndsTheAnswerAndIsNamedAsTheReason()
    {
        var options = new ChatOptions { MaxOutputTokens = 2 };
        var updates = await Client.GetStreamingResponseAsync(Question, options).ToListAsync();

        Assert.Equal(ChatFinishReason.Length, Assert.Single(updates, u => u.FinishReason is not null).FinishReason);
        Assert.Equal(ChatFinishReason.Length, (await Client.GetResponseAsync(Question, options)).FinishReason);
    }

    [Fact]
    public async Task APromptLongerThanTheContextIsRefusedAsSuch()
    {
        ChatMessage[] question = [new(ChatRole.User, string.Concat(Enumerable.Repeat("a very long question ", 40_000)))];

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => Client.GetStreamingResponseAsync(question).ToListAsync().AsTask());

        Assert.Equal(ModelServerProblem.PromptTooLong, failure.Problem);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task StoppingInTheMiddleLeavesTheServerUsable()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client.GetStreamingResponseAsync(Question, new ChatOptions { MaxOutputTokens = 200 }, stop.Token))
            {
                if (update.Text.Length > 0) await stop.CancelAsync();
            }
        });

        Assert.NotEqual("", (await Client.GetResponseAsync(Question, new ChatOptions { MaxOutputTokens = 8 })).Text);
    }

    [Fact]
    public async Task FourAskersAtOnceAllGetTheirAnswer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Client.GetResponseAsync(Question, new ChatOptions { MaxOutputTokens = 8, Temperature = 0 })));

        Assert.All(answers, a => Assert.Equal(answers[0].Text, a.Text));
    }

    [Fact]
    public async Task EachTextGetsItsOwnVectorInOrder()
    {
        Assert.SkipWhen(server.Embeddings is null, "This server has no embedding model.");
        using var embedder = new OpenAiEmbeddingGenerator(_connections.To(server.Embeddings), new OpenAiEmbeddingOptions { BatchTexts = 2 });

        var together = await embedder.GenerateAsync(["annual leave", "a hotel in Lisbon", "annual leave"]);
        var alone = await embedder.GenerateAsync(["a hotel in Lisbon"]);

        Assert.Equal(3, together.Count);
        Assert.Equal(together[0].Vector.ToArray(), together[2].Vector.ToArray());
        Assert.Equal(alone[0].Vector.ToArray(), together[1].Vector.ToArray());
        Assert.NotEqual(together[0].Vector.ToArray(), together[1].Vector.ToArray());
    }

    [Fact]
    public async Task EachDocumentGetsItsOwnScoreInOrder()
    {
        Assert.SkipWhen(server.Reranker is null, "This server has no ranking model.");
        var reranker = new OpenAiReranker(_connections.To(server.Reranker));
        string[] documents = ["The hotel limit is 135 euros.", "Leave is 28 days.", "The canteen opens at noon."];

        var forwards = await reranker.ScoreAsync("How many days of leave?", documents, CancellationToken.None);
        var backwards = await reranker.ScoreAsync("How many days of leave?", [.. documents.Reverse()], CancellationToken.None);

        Assert.Equal(forwards, backwards.Reverse());
        Assert.Equal(3, forwards.Distinct().Count());
    }

    public void Dispose()
    {
        _connections.Dispose();
        GC.SuppressFinalize(this);
    }
}

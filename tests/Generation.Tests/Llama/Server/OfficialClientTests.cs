using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Server;

/// <summary>OpenAI's own .NET client, unchanged, against our server: with a key over TCP, and over the Unix socket.</summary>
public sealed class OfficialClientTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAnswerComesWholeWithItsUsage(bool socket)
    {
        await using var server = await StartAsync(TinyModels.Mistral, socket);
        ChatCompletion answer = await Client(server, socket).GetChatClient("tiny-mistral").CompleteChatAsync(
            [new SystemChatMessage("Be brief."), new UserChatMessage("Hello")], new ChatCompletionOptions { MaxOutputTokenCount = 5, Temperature = 0 });
        Assert.Equal((ChatMessageRole.Assistant, ChatFinishReason.Length, 5), (answer.Role, answer.FinishReason, answer.Usage.OutputTokenCount));
        Assert.NotEmpty(Assert.Single(answer.Content).Text);
        Assert.Equal(answer.Usage.InputTokenCount + 5, answer.Usage.TotalTokenCount);
        Assert.Equal("tiny-mistral", answer.Model);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheStreamedPiecesAreTheWholeAnswer(bool socket)
    {
        await using var server = await StartAsync(TinyModels.Mistral, socket);
        var client = Client(server, socket).GetChatClient("tiny-mistral");
        List<ChatMessage> messages = [new UserChatMessage("Hello")];
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 12 };
        ChatCompletion whole = await client.CompleteChatAsync(messages, options);
        var (text, pieces, finish, usage) = ("", 0, (ChatFinishReason?)null, (ChatTokenUsage?)null);
        await foreach (var update in client.CompleteChatStreamingAsync(messages, options))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            pieces += update.ContentUpdate.Count;
            (finish, usage) = (update.FinishReason ?? finish, update.Usage ?? usage);
        }

        Assert.Equal(whole.Content[0].Text, text);
        Assert.True(pieces > 1, "It came in one piece.");
        Assert.Equal((ChatFinishReason.Length, 12), (finish, usage!.OutputTokenCount));
        Assert.True(usage.InputTokenDetails.CachedTokenCount > 0, "The same prompt was computed twice.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TextsBecomeVectorsOfLengthOne(bool socket)
    {
        await using var server = await StartAsync(TinyModels.Bert, socket);
        var client = Client(server, socket).GetEmbeddingClient("tiny-bert");
        OpenAIEmbeddingCollection vectors = await client.GenerateEmbeddingsAsync(["the first", "the second", "the first"]);
        Assert.Equal([0, 1, 2], vectors.Select(v => v.Index));
        Assert.All(vectors, v => Assert.Equal(1, v.ToFloats().ToArray().Sum(x => x * x), 4));
        Assert.Equal(vectors[0].ToFloats().ToArray(), vectors[2].ToFloats().ToArray());
        Assert.NotEqual(vectors[0].ToFloats().ToArray(), vectors[1].ToFloats().ToArray());
        OpenAIEmbedding shorter = await client.GenerateEmbeddingAsync("the first", new EmbeddingGenerationOptions { Dimensions = 8 });
        Assert.Equal(8, shorter.ToFloats().Length);
        Assert.Equal(1, shorter.ToFloats().ToArray().Sum(x => x * x), 4);
    }

    [Fact]
    public async Task AWrongKeyIsAnAuthenticationFailure()
    {
        await using var server = await StartAsync(TinyModels.Mistral, socket: false);
        var client = Client(server, socket: false, key: "not the key at all").GetChatClient("tiny-mistral");
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => client.CompleteChatAsync("Hello"));
        Assert.Equal(401, refused.Status);
        Assert.Contains("API key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherModelsNameIsNotFound()
    {
        await using var server = await StartAsync(TinyModels.Mistral, socket: false);
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => Client(server, socket: false).GetChatClient("gpt-5").CompleteChatAsync("Hello"));
        Assert.Equal(404, refused.Status);
        Assert.Contains("tiny-mistral", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheModelIsListed()
    {
        await using var server = await StartAsync(TinyModels.Mistral, socket: false);
        var models = await Client(server, socket: false).GetOpenAIModelClient().GetModelsAsync();
        Assert.Equal("tiny-mistral", Assert.Single(models.Value).Id);
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunningServer> StartAsync(string model, bool socket) => RunningServer.WithModelAsync(
        model, server: o => socket ? o with { Listen = null, Socket = SocketPath } : o with { ApiKey = RunningServer.Key });

    private string SocketPath => Path.Combine(_folder.Path, "engine.sock");

    private OpenAIClient Client(RunningServer server, bool socket, string key = RunningServer.Key) =>
        new(new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = new Uri(server.Address, "/v1"),
            Transport = new HttpClientPipelineTransport(new HttpClient(RunningServer.Handler(socket ? SocketPath : null))),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });
}

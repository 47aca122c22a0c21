using Microsoft.Extensions.AI;
using RagDocs.Generation.Citations;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Tests.Llama;
using RagDocs.Generation.Tests.Llama.Server;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>Our own engine with tiny models, behind its own server.</summary>
public sealed class OwnEngine : IModelServer, IAsyncLifetime
{
    private readonly List<RunningServer> _servers = [];
    private (OpenAiEndpoint Chat, OpenAiEndpoint Embeddings, OpenAiEndpoint Reranker)? _running;

    public OpenAiEndpoint Chat => Running.Chat;

    public OpenAiEndpoint? Embeddings => Running.Embeddings;

    public OpenAiEndpoint? Reranker => Running.Reranker;

    // Asked by a test, where the reason for a missing engine can skip it.
    private (OpenAiEndpoint Chat, OpenAiEndpoint Embeddings, OpenAiEndpoint Reranker) Running
    {
        get
        {
            TinyModels.Need();
            return _running!.Value;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!TinyModels.Available) return;
        _running = (await StartAsync(TinyModels.Mistral), await StartAsync(TinyModels.Bert), await StartAsync(TinyModels.Reranker));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
    }

    private async Task<OpenAiEndpoint> StartAsync(string model)
    {
        var server = await RunningServer.WithModelAsync(model);
        _servers.Add(server);
        return new OpenAiEndpoint(server.Address, Path.GetFileNameWithoutExtension(model)) { Grammar = true };
    }
}

public sealed class OwnEngineTests(OwnEngine server) : ModelServerConformance(server), IClassFixture<OwnEngine>
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(10, 3)]
    [InlineData(23, 4)]
    public async Task UnderTheCitationGrammarEvenNonsenseNamesOnlyPassagesThatWereOffered(int offered, int seed)
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = 1500, Temperature = 1.5f, Seed = seed, AdditionalProperties = new() { ["grammar"] = CitationGrammar.For(offered, PromptLibrary.Standard.Refusals[0]) },
        };

        var answer = await Client.GetResponseAsync([new(ChatRole.User, "How long?")], options);

        var parser = new CitationParser(offered);
        var found = parser.Push(answer.Text).Concat(parser.Finish(answer.FinishReason == ChatFinishReason.Length)).ToList();
        Assert.Equal(0, parser.LeftOut);
        Assert.True(parser.Refused || found.Count > 0, answer.Text);
        Assert.All(found, s => Assert.All(s.Passages, n => Assert.InRange(n, 1, offered)));
    }
}

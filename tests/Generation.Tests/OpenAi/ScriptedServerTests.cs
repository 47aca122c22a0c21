using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Prompts;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Access;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>The conformance facts, and the troubles of a server that imitates one kind.</summary>
public abstract class ScriptedServerTests(ScriptedModelServer server) : ModelServerConformance(server)
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "How long?")];

    [Fact]
    public async Task CharactersCutByPacketsArriveWhole()
    {
        var updates = await Client.GetStreamingResponseAsync(Question).ToListAsync();
        Assert.Equal(ScriptedModelServer.Pieces, updates.Select(u => u.Text).Where(t => t.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, Assert.Single(updates, u => u.FinishReason is not null).FinishReason);
    }

    [Fact]
    public async Task ABusyServerIsAskedAgain()
    {
        server.Next = Trouble.Busy;
        Assert.NotEqual("", (await Client.GetResponseAsync(Question)).Text);
    }

    [Fact]
    public async Task AWrongKeyIsNamedWithTheSettingThatHoldsIt()
    {
        server.Next = Trouble.WrongKey;
        var failure = await Assert.ThrowsAsync<ModelServerException>(() => Client.GetResponseAsync(Question));
        Assert.Equal(ModelServerProblem.KeyRefused, failure.Problem);
        Assert.Contains("LanguageModel:Remote:ApiKey", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task AnUnknownModelIsNamedWithTheServersWords()
    {
        server.Next = Trouble.UnknownModel;
        var failure = await Assert.ThrowsAsync<ModelServerException>(() => Client.GetStreamingResponseAsync(Question).ToListAsync().AsTask());
        Assert.Equal(ModelServerProblem.NotFound, failure.Problem);
        Assert.Equal(404, failure.Status);
        Assert.Contains("“some-model”", failure.Message, StringComparison.Ordinal);
        Assert.Contains(server.Chat.Address.Authority, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErrorInsideTheStreamIsAFailureAfterWhatCameBefore()
    {
        server.Next = Trouble.FailsInMidStream;
        var seen = "";
        var failure = await Assert.ThrowsAsync<ModelServerException>(async () =>
        {
            await foreach (var update in Client.GetStreamingResponseAsync(Question)) seen += update.Text;
        });
        Assert.StartsWith("Die", seen, StringComparison.Ordinal);
        Assert.Equal(ModelServerProblem.Failed, failure.Problem);
        Assert.Contains("went wrong", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStreamThatBreaksOffIsNeverSentAgain()
    {
        server.Next = Trouble.BreaksOff;
        var before = server.Bodies.Count;
        var failure = await Assert.ThrowsAsync<ModelServerException>(async () =>
        {
            await foreach (var update in Client.GetStreamingResponseAsync(Question)) server.BreakOff();
        });
        Assert.Equal(ModelServerProblem.Unreachable, failure.Problem);
        Assert.Equal(before + 1, server.Bodies.Count);
    }

    [Fact]
    public async Task AnAnswerIsPromptedAndReadWithItsSource()
    {
        Assert.Equal("Die Kündigungsfrist beträgt 6 Monate 🦉.", await AnswerAsync(PromptStyle.System));
        Assert.Equal(["system", "user"], Roles());
    }

    [Fact]
    public async Task AModelWithoutASystemRoleIsNeverSentOne()
    {
        var before = server.Bodies.Count;

        Assert.Equal("Die Kündigungsfrist beträgt 6 Monate 🦉.", await AnswerAsync(PromptStyle.UserOnly, ScriptedModelServer.StrictModel));

        // Known before, not found out by an error.
        Assert.Equal(before + 1, server.Bodies.Count);
        Assert.Equal(["user"], Roles());
    }

    [Fact]
    public async Task AStyleSetWronglyIsNamedWithItsSetting()
    {
        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AnswerAsync(PromptStyle.System, ScriptedModelServer.StrictModel));
        Assert.Contains("LanguageModel:Remote:PromptStyle", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelOfAnUnknownNameThatSaysItTakesNoSystemRoleIsAskedWithoutOne()
    {
        using var connection = new ModelServerConnection(server.Chat with { Model = ScriptedModelServer.StrictModel }, new ModelServerOptions(), TimeProvider.System);
        var client = new OpenAiChatClient(connection);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.GetResponseAsync([new(ChatRole.System, "Be short."), new(ChatRole.User, "How long?")])));
        Assert.All(answers, a => Assert.NotEqual("", a.Text));
    }

    private async Task<string> AnswerAsync(PromptStyle style, string name = "some-model")
    {
        using var connections = new ModelServerConnections(new ModelServerOptions { Retries = 0 }, TimeProvider.System);
        var model = new ChatModel(new OpenAiChatClient(connections.To(server.Chat with { Style = style, Model = name })), "m", Grammar: false, ContextTokens: 4096) { Style = style };
        var answerer = new LanguageModelAnswerer(
            model, _ => Task.FromResult<ChatModel?>(null), new LanguageModelOptions(), PromptLibrary.Standard,
            new Question("Wie lang ist die Kündigungsfrist?", SearchScope.Everything), TimeProvider.System, NullLogger.Instance);
        var parts = await answerer.AnswerAsync(
            "Wie lang ist die Kündigungsfrist?", [SomePassage.Of("Die Kündigungsfrist beträgt 6 Monate.")], CancellationToken.None).ToListAsync();
        return Assert.Single(parts.OfType<Sentence>()).Text;
    }

    private IEnumerable<string?> Roles() =>
        JsonDocument.Parse(server.Bodies[^1]).RootElement.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString());
}

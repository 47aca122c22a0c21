using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi;

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
}

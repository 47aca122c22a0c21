using RagDocs.Generation.Conversations;

namespace RagDocs.Generation.Tests.Conversations;

public sealed class RunningAnswerTests
{
    [Fact]
    public async Task WhoComesLateGetsWhatLastsAndTheNewestDraftOnly()
    {
        using var answer = new RunningAnswer(1);
        answer.Add(new StageStarted(AnswerStage.Searching, 0));
        answer.Add(new QueueMoved(3));
        answer.Add(new SentenceDrafted("It"));
        answer.Add(new SentenceAdded("It is so.", []));
        answer.Add(new SentenceDrafted("And"));
        answer.Add(new SentenceDrafted("And more"));
        await using var follower = answer.FollowAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.Equal(new StageStarted(AnswerStage.Searching, 0), await NextAsync(follower));
        Assert.Equal("It is so.", Assert.IsType<SentenceAdded>(await NextAsync(follower)).Text);
        Assert.Equal(new SentenceDrafted("And more"), await NextAsync(follower));
        answer.Add(new SentenceDrafted("And more of it"));
        Assert.Equal(new SentenceDrafted("And more of it"), await NextAsync(follower));
        answer.End();
        Assert.False(await follower.MoveNextAsync());
    }

    [Fact]
    public async Task AtTheEndNoDraftIsLeft()
    {
        using var answer = new RunningAnswer(1);
        answer.Add(new SentenceDrafted("It"));
        answer.Add(new AnswerEnded("m", TimeSpan.Zero));
        answer.End();
        Assert.IsType<AnswerEnded>(Assert.Single(await answer.FollowAsync(CancellationToken.None).ToListAsync()));
    }

    private static async Task<AnswerEvent> NextAsync(IAsyncEnumerator<AnswerEvent> follower)
    {
        Assert.True(await follower.MoveNextAsync());
        return follower.Current;
    }
}

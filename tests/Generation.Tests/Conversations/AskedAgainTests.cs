using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Conversations;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Conversations;

public sealed class AskedAgainTests : IAsyncLifetime
{
    private TestCatalog _catalog = null!;
    private AnswerKeeper _keeper = null!;
    private ConversationStore _store = null!;
    private long _mara, _bob;

    public async ValueTask InitializeAsync()
    {
        _catalog = await TestCatalog.CreateAsync();
        (_keeper, _store) = (new AnswerKeeper(_catalog, TimeProvider.System), new ConversationStore(_catalog, new AccessRights(_catalog), TimeProvider.System));
        (_mara, _bob) = (await AddUserAsync("mara"), await AddUserAsync("bob"));
    }

    public ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TheLastQuestionAskedAgainTakesItsPlace()
    {
        var first = await AskAsync("How long is leave?");
        var second = await AskAsync("And in Ghent?", first.ConversationId);
        var again = await _keeper.OpenAgainAsync(_mara, "And in Brno?", "", second.MessageId, CancellationToken.None);

        var shown = await ShownAsync(first.ConversationId);
        Assert.Equal(["How long is leave?", "And in Brno?"], shown.Select(m => m.Question));
        Assert.Equal([second.MessageId, again!.MessageId], shown[1].Versions);
        Assert.Equal([second.MessageId, again.MessageId], again.Versions);
        Assert.Equal([first.MessageId], shown[0].Versions);
    }

    [Fact]
    public async Task AnEarlierQuestionIsAskedAnewAtTheEnd()
    {
        var first = await AskAsync("How long is leave?");
        await AskAsync("And in Ghent?", first.ConversationId);
        var again = await _keeper.OpenAgainAsync(_mara, "How long is sick leave?", "", first.MessageId, CancellationToken.None);

        Assert.Empty(again!.Versions);
        Assert.Equal(["How long is leave?", "And in Ghent?", "How long is sick leave?"], (await ShownAsync(first.ConversationId)).Select(m => m.Question));
    }

    [Fact]
    public async Task AnOlderVersionIsShownAgainAndTheConversationGoesOnFromIt()
    {
        var first = await AskAsync("How long is leave?");
        await _keeper.OpenAgainAsync(_mara, "How long is sick leave?", "", first.MessageId, CancellationToken.None);
        Assert.True(await _store.ShowAsync(_mara, first.MessageId, CancellationToken.None));
        var next = await AskAsync("And in Ghent?", first.ConversationId);

        var earlier = await _keeper.EarlierAsync(next, SearchScope.Everything, CancellationToken.None);
        Assert.Equal(["How long is leave?"], earlier.Select(t => t.Question));
        Assert.Equal(["How long is leave?", "And in Ghent?"], (await ShownAsync(first.ConversationId)).Select(m => m.Question));
        Assert.Equal(2, (await ShownAsync(first.ConversationId))[0].Versions.Count);
    }

    [Fact]
    public async Task TheHistoryOfAReplacementLeavesOutWhatItReplaces()
    {
        var first = await AskAsync("How long is leave?");
        var second = await AskAsync("And in Ghent?", first.ConversationId);
        var again = await _keeper.OpenAgainAsync(_mara, "And in Brno?", "", second.MessageId, CancellationToken.None);

        var earlier = await _keeper.EarlierAsync(again!, SearchScope.Everything, CancellationToken.None);
        Assert.Equal(["How long is leave?"], earlier.Select(t => t.Question));
    }

    [Fact]
    public async Task AnOlderVersionAskedAgainIsReplacedLikeTheShownOne()
    {
        var first = await AskAsync("How long is leave?");
        await _keeper.OpenAgainAsync(_mara, "How long is leave?", "", first.MessageId, CancellationToken.None);
        // The page of another tab still shows the first version.
        var third = await _keeper.OpenAgainAsync(_mara, "How long is leave?", "", first.MessageId, CancellationToken.None);

        var shown = Assert.Single(await ShownAsync(first.ConversationId));
        Assert.Equal(third!.MessageId, shown.Id);
        Assert.Equal(3, shown.Versions.Count);
    }

    [Fact]
    public async Task AConversationOfOneQuestionIsCalledWhatIsAskedNow()
    {
        var first = await AskAsync("How log is leave?");
        await _keeper.OpenAgainAsync(_mara, "How long is leave?", "", first.MessageId, CancellationToken.None);

        Assert.Equal("How long is leave?", Assert.Single(await _store.ListAsync(_mara, "", CancellationToken.None)).Title);
    }

    [Fact]
    public async Task NobodyAsksOrShowsTheMessagesOfAnother()
    {
        var first = await AskAsync("How long is leave?");
        var again = await _keeper.OpenAgainAsync(_mara, "How long is sick leave?", "", first.MessageId, CancellationToken.None);

        Assert.Null(await _keeper.OpenAgainAsync(_bob, "What did she ask?", "", again!.MessageId, CancellationToken.None));
        Assert.False(await _store.ShowAsync(_bob, first.MessageId, CancellationToken.None));
        Assert.Equal(again.MessageId, Assert.Single(await ShownAsync(first.ConversationId)).Id);
        Assert.Empty(await _store.ListAsync(_bob, "", CancellationToken.None));
    }

    [Fact]
    public async Task ARestartInTheMiddleLeavesTheVersionThatWasBeingWrittenWithTheReason()
    {
        var first = await AskAsync("How long is leave?");
        await _keeper.CloseAsync(first.MessageId, [], MessageState.Done, problem: null, CancellationToken.None);
        await _keeper.OpenAgainAsync(_mara, "How long is sick leave?", "", first.MessageId, CancellationToken.None);
        await _keeper.MarkCutOffAsync(CancellationToken.None);

        var shown = Assert.Single(await ShownAsync(first.ConversationId));
        Assert.Equal((MessageState.Failed, 2), (shown.State, shown.Versions.Count));
    }

    [Fact]
    public async Task DeletingTheConversationDeletesEveryVersion()
    {
        var first = await AskAsync("How long is leave?");
        await _keeper.OpenAgainAsync(_mara, "How long is sick leave?", "", first.MessageId, CancellationToken.None);
        await _store.DeleteAsync(_mara, first.ConversationId, CancellationToken.None);

        await using var db = _catalog.CreateDbContext();
        Assert.Equal(0, await db.Messages.CountAsync());
        Assert.Null(await _keeper.OpenAgainAsync(_mara, "Again?", "", first.MessageId, CancellationToken.None));
    }

    [Fact]
    public async Task ALinkLeadsToTheVersionThatWasShared()
    {
        var first = await AskAsync("How long is leave?");
        var key = await _store.ShareAsync(_mara, first.MessageId, CancellationToken.None);
        await _keeper.OpenAgainAsync(_mara, "How long is sick leave?", "", first.MessageId, CancellationToken.None);

        Assert.Equal("How long is leave?", (await _store.FindSharedAsync(_bob, key!, CancellationToken.None))!.Message.Question);
    }

    private Task<AskedMessage> AskAsync(string question, long? conversation = null) => _keeper.OpenAsync(_mara, question, "", conversation, CancellationToken.None);

    private async Task<IReadOnlyList<MessageView>> ShownAsync(long conversation) => (await _store.FindAsync(_mara, conversation, CancellationToken.None))!.Messages;

    private async Task<long> AddUserAsync(string name)
    {
        await using var db = _catalog.CreateDbContext();
        var user = new User { UserName = name, DisplayName = name, PasswordHash = "x" };
        db.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}

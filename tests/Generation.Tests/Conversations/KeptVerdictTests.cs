using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Conversations;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Conversations;

public sealed class KeptVerdictTests
{
    [Fact]
    public async Task VerdictsStageTimesAndShownPassagesAreStoredAndReadBack()
    {
        using var catalog = await TestCatalog.CreateAsync();
        var userId = await AddUserAsync(catalog);
        var keeper = new AnswerKeeper(catalog, TimeProvider.System);
        var passages = new[] { SomePassage.Of("a"), SomePassage.Of("b") };
        CheckFinding[] findings = [new(CheckFindingKind.NumberOfOther, "nine", "six")];
        var asked = await keeper.OpenAsync(userId, "How long?", "", conversationId: null, CancellationToken.None);

        await keeper.CloseAsync(
            asked.MessageId,
            [
                new PassagesFound(passages), new SentenceAdded("One.", []), new SentenceChecked(0, SentenceVerdict.Supported, []),
                new SentenceAdded("Two.", []), new SentenceChecked(1, SentenceVerdict.Unsupported, findings),
                new AnswerEnded("scripted", TimeSpan.FromMilliseconds(43))
                {
                    Stages = [new StageTime(AnswerStage.Searching, TimeSpan.FromMilliseconds(12)), new StageTime(AnswerStage.Checking, TimeSpan.FromMilliseconds(1.4))],
                },
            ],
            MessageState.Done, problem: null, CancellationToken.None);

        await using var db = catalog.CreateDbContext();
        var message = await db.Messages.SingleAsync(m => m.Id == asked.MessageId);
        Assert.Equal("Searching=12 Checking=1", message.StageTimes);
        Assert.Equal($"{passages[0].ChunkId} {passages[1].ChunkId}", message.ShownChunks);
        var view = await new ConversationStore(catalog, new AccessRights(catalog), TimeProvider.System).FindAsync(userId, asked.ConversationId, CancellationToken.None);
        var sentences = Assert.Single(view!.Messages).Sentences;
        Assert.Equal([SentenceVerdict.Supported, SentenceVerdict.Unsupported], sentences.Select(s => s.Verdict));
        Assert.Equal(findings, sentences[1].Findings);
    }

    private static async Task<long> AddUserAsync(TestCatalog catalog)
    {
        await using var db = catalog.CreateDbContext();
        var user = new User { UserName = "mara", DisplayName = "Mara", PasswordHash = "x" };
        db.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}

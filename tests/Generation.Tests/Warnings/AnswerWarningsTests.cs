using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Conversations;
using RagDocs.Generation.Tests.Support;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Warnings;

/// <summary>Warnings from the answer's loop to what its owner reads later.</summary>
public sealed class AnswerWarningsTests : IAsyncLifetime
{
    private const string Limit = "The hotel limit for Lisbon is 120 euros per night.";
    private const string OtherLimit = "For hotels in Lisbon the limit is 140 euros per night.";

    private readonly ManualTime _time = new();
    private TestCatalog _catalog = null!;
    private Passage _first = null!, _second = null!;

    public async ValueTask InitializeAsync()
    {
        _catalog = await TestCatalog.CreateAsync();
        _first = await AddAsync("rules.md", Limit);
        _second = await AddAsync("rates.md", OtherLimit);
    }

    public ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task BothPlacesAreCitedBeforeTheWarningThatNamesThem()
    {
        var events = await AnswerAsync(new Sentence(Limit, [new Evidence(0, Limit)]));

        var warned = events.FindIndex(e => e is WarningRaised);
        Assert.Equal(new SourcesDisagree(1, "120 euros", 2, "140 euros"), ((WarningRaised)events[warned]).Warning);
        Assert.Equal(new CitationAdded(2, _second, OtherLimit), events[warned - 1]);
        Assert.IsType<AnswerEnded>(events[^1]);
        Assert.True(warned > events.FindLastIndex(e => e is SentenceChecked));
    }

    [Fact]
    public async Task ASourceThatIsCitedAlreadyKeepsItsNumber()
    {
        var events = await AnswerAsync(new Sentence(OtherLimit, [new Evidence(1, OtherLimit)]), new Sentence(Limit, [new Evidence(0, Limit)]));

        Assert.Equal(2, events.OfType<CitationAdded>().Count());
        Assert.Equal(new SourcesDisagree(1, "140 euros", 2, "120 euros"), Assert.Single(events.OfType<WarningRaised>()).Warning);
    }

    [Fact]
    public async Task AnOverdueDocumentIsWarnedOfFromTheDayAfter()
    {
        await new ReviewDates(_catalog).SetAsync(_first.DocumentId, new DateOnly(2026, 3, 2), CancellationToken.None);
        var sentence = new Sentence("Hotels are paid by the night.", [new Evidence(0, Limit)]);
        Assert.Empty((await AnswerAsync(sentence)).OfType<WarningRaised>());

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new SourceOverdue(1, new DateOnly(2026, 3, 2)), Assert.Single((await AnswerAsync(sentence)).OfType<WarningRaised>()).Warning);
    }

    [Fact]
    public async Task ARefusalIsNotWarnedOf()
    {
        await new ReviewDates(_catalog).SetAsync(_first.DocumentId, new DateOnly(2020, 1, 1), CancellationToken.None);

        Assert.Empty((await AnswerAsync(new Refusal("Nothing."))).OfType<WarningRaised>());
    }

    [Fact]
    public async Task TheOwnerReadsTheWarningsAgainAndOnlyThoseOfSourcesHeMayRead()
    {
        await new ReviewDates(_catalog).SetAsync(_first.DocumentId, new DateOnly(2026, 1, 1), CancellationToken.None);
        var events = await AnswerAsync(new Sentence(Limit, [new Evidence(0, Limit)]));
        var (user, asked) = await KeepAsync(events);
        Assert.Equal(2, (await ViewAsync(user, asked)).Warnings.Count);

        await SetAsync(db => db.Collections.Single(c => c.Id == _second.CollectionId).OpenToEveryone = false);
        Assert.Equal([new SourceOverdue(1, new DateOnly(2026, 1, 1))], (await ViewAsync(user, asked)).Warnings);

        await SetAsync(db => db.Collections.Single(c => c.Id == _first.CollectionId).OpenToEveryone = false);
        Assert.Empty((await ViewAsync(user, asked)).Warnings);
    }

    [Fact]
    public async Task WhoOpensASharedAnswerSeesTheWarningsOfWhatHeMayRead()
    {
        var (user, asked) = await KeepAsync(await AnswerAsync(new Sentence(Limit, [new Evidence(0, Limit)])));
        var store = new ConversationStore(_catalog, new AccessRights(_catalog), _time);
        var key = await store.ShareAsync(user, asked.MessageId, CancellationToken.None);

        Assert.Single((await store.FindSharedAsync(user, key!, CancellationToken.None))!.Message.Warnings);
        Assert.Empty((await store.FindSharedAsync(user + 1, key!, CancellationToken.None))!.Message.Warnings);
    }

    private async Task<MessageView> ViewAsync(long user, AskedMessage asked) => Assert.Single(
        (await new ConversationStore(_catalog, new AccessRights(_catalog), _time).FindAsync(user, asked.ConversationId, CancellationToken.None))!.Messages);

    private async Task<(long User, AskedMessage Asked)> KeepAsync(IReadOnlyList<AnswerEvent> events)
    {
        var user = new User { UserName = "mara", DisplayName = "Mara", PasswordHash = "x" };
        await SetAsync(db => db.Add(user));
        var keeper = new AnswerKeeper(_catalog, _time);
        var asked = await keeper.OpenAsync(user.Id, "What is the hotel limit for Lisbon?", "", conversationId: null, CancellationToken.None);
        await keeper.CloseAsync(asked.MessageId, events, MessageState.Done, problem: null, CancellationToken.None);
        return (user.Id, asked);
    }

    private async Task<List<AnswerEvent>> AnswerAsync(params AnswerPart[] parts)
    {
        var generator = new AnswerGenerator(
            (_, _) => Task.FromResult(new SearchResult([_first, _second], 2, TimeSpan.Zero)), (_, _) => Task.FromResult<IAnswerer>(new ScriptedAnswerer(parts)),
            new SentenceChecker(), Options.Create(new GenerationOptions()), TimeProvider.System, warnings: new AnswerWarnings(new ReviewDates(_catalog), _time));
        var events = new List<AnswerEvent>();
        await foreach (var answerEvent in generator.AnswerAsync(new Question("What is the hotel limit for Lisbon?", SearchScope.Everything), CancellationToken.None)) events.Add(answerEvent);
        return events;
    }

    private async Task<Passage> AddAsync(string path, string text)
    {
        await using var db = _catalog.CreateDbContext();
        var document = await Some.DocumentAsync(db, path, text);
        var chunk = await db.Chunks.SingleAsync(c => c.DocumentId == document.Id);
        return SomePassage.Of(text) with { ChunkId = chunk.Id, DocumentId = document.Id, VersionId = chunk.VersionId, CollectionId = document.CollectionId };
    }

    private async Task SetAsync(Action<RagDocsDbContext> set)
    {
        await using var db = _catalog.CreateDbContext();
        set(db);
        await db.SaveChangesAsync();
    }
}

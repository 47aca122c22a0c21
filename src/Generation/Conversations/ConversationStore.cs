using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Citations;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Conversations;

/// <summary>
/// A person's conversations. Every query carries the owner: nobody reads another's. What was quoted from a collection the owner may no
/// longer read is withheld, so that an old answer is no way around the rights.
/// </summary>
public sealed class ConversationStore(IDbContextFactory<RagDocsDbContext> contexts, AccessRights rights, TimeProvider time)
{
    private const int ListedConversations = 100;
    private const int ExcerptLength = 240;

    /// <summary>128 bits: a link cannot be guessed.</summary>
    private const int KeyBytes = 16;

    private const string Withheld = "(This sentence came from a document you may no longer read.)";

    /// <param name="containing">Only conversations with these words in a question or an answer; empty for all. Words the person may no longer
    /// read are not looked into: what is found says nothing about them.</param>
    public async Task<IReadOnlyList<ConversationLine>> ListAsync(long userId, string containing, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var own = db.Conversations.Where(c => c.UserId == userId);
        if (containing.Trim() is { Length: > 0 } words)
        {
            var scope = await rights.ScopeForAsync(userId, cancellationToken);
            own = Containing(own, $"%{Escaped(words)}%", scope);
        }

        return await own
            .OrderByDescending(c => c.UpdatedAt).Take(ListedConversations)
            .Select(c => new ConversationLine(c.Id, c.Title, c.UpdatedAt))
            .ToListAsync(cancellationToken);
    }

    public async Task<ConversationView?> FindAsync(long userId, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.AsNoTracking().AsSplitQuery()
            .Where(c => c.UserId == userId && c.Id == id)
            .Include(c => c.Messages.OrderBy(m => m.Id)).ThenInclude(m => m.Sentences.OrderBy(s => s.Ordinal))
            .Include(c => c.Messages).ThenInclude(m => m.Feedback)
            .SingleOrDefaultAsync(cancellationToken);
        if (conversation is null) return null;
        var scope = await rights.ScopeForAsync(userId, cancellationToken);
        var own = db.Citations.Where(c => c.Message!.ConversationId == id);
        var citations = (await CitationsAsync(own, scope, cancellationToken)).ToLookup(c => c.MessageId, c => c.View);
        var readable = await ReadableAsync(db, conversation.Messages, scope, cancellationToken);
        var places = ThreadPlaces.Of(conversation.Messages.Select(m => (m.Id, m.ReplacesId)));
        var messages = places.Select(p => View(conversation.Messages.Single(m => m.Id == p.Shown), [.. citations[p.Shown]], readable) with { Versions = p.Versions });
        return new ConversationView(conversation.Id, conversation.Title, [.. messages]);
    }

    /// <summary>Shows another version of a question that was asked again; the conversation goes on from it.</summary>
    /// <returns>False when it is not the person's own message.</returns>
    public async Task<bool> ShowAsync(long userId, long messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var messages = await db.Messages.Where(m => m.Conversation!.UserId == userId && m.Conversation.Messages.Any(x => x.Id == messageId)).ToListAsync(cancellationToken);
        if (ThreadPlaces.Of(messages.Select(m => (m.Id, m.ReplacesId))).FirstOrDefault(p => p.Versions.Contains(messageId)) is not { } place) return false;
        foreach (var (id, replaces) in ThreadPlaces.Showing(place, messageId)) messages.Single(m => m.Id == id).ReplacesId = replaces;
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task DeleteAsync(long userId, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Conversations.Where(c => c.UserId == userId && c.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Makes a link to one answer, or says the one there is. Whoever opens it sees the words of documents that he may read himself.</summary>
    /// <returns>The key that stands in the link; null when it is not the person's own answer.</returns>
    public async Task<string?> ShareAsync(long userId, long messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.Conversation!.UserId == userId, cancellationToken);
        if (message is null) return null;
        message.ShareKey ??= Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        await db.SaveChangesAsync(cancellationToken);
        return message.ShareKey;
    }

    /// <summary>The link leads nowhere from now on.</summary>
    public async Task UnshareAsync(long userId, long messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Messages.Where(m => m.Id == messageId && m.Conversation!.UserId == userId)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.ShareKey, (string?)null), cancellationToken);
    }

    /// <param name="readerId">Who opens the link: his rights decide what he sees of it.</param>
    /// <returns>Null when there is no such link any more.</returns>
    public async Task<SharedAnswer?> FindSharedAsync(long readerId, string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.Messages.AsNoTracking().Include(m => m.Sentences.OrderBy(s => s.Ordinal)).Include(m => m.Conversation!.User)
            .SingleOrDefaultAsync(m => m.ShareKey == key, cancellationToken);
        if (message is null) return null;
        var scope = await rights.ScopeForAsync(readerId, cancellationToken);
        var citations = await CitationsAsync(db.Citations.Where(c => c.MessageId == message.Id), scope, cancellationToken);
        // What was searched for may carry words of earlier answers, which are not shared.
        var view = View(message, citations.ConvertAll(c => c.View)) with { StandaloneQuestion = null };
        return new SharedAnswer(message.Conversation!.User!.DisplayName, message.AskedAt, view);
    }

    /// <param name="reason">Chosen from a list; empty when not said.</param>
    public async Task RateAsync(long userId, long messageId, bool helpful, string reason, string comment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.Messages.Include(m => m.Feedback)
            .SingleOrDefaultAsync(m => m.Id == messageId && m.Conversation!.UserId == userId, cancellationToken);
        if (message is null) return;
        message.Feedback ??= new Feedback { UserId = userId };
        message.Feedback.Helpful = helpful;
        (message.Feedback.Reason, message.Feedback.Comment) = (reason, comment);
        message.Feedback.GivenAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    private static IQueryable<Conversation> Containing(IQueryable<Conversation> conversations, string pattern, SearchScope scope)
    {
        if (scope.Collections is not { } readable)
        {
            return conversations.Where(c => c.Messages.Any(
                m => EF.Functions.Like(m.Question, pattern, "\\") || m.Sentences.Any(s => EF.Functions.Like(s.Text, pattern, "\\"))));
        }

        return conversations.Where(c => c.Messages.Any(m => EF.Functions.Like(m.Question, pattern, "\\")
            || (m.Citations.All(x => readable.Contains(x.Document!.CollectionId)) && m.Sentences.Any(s => EF.Functions.Like(s.Text, pattern, "\\")))));
    }

    /// <summary>Typed words are looked for as they are: "%" and "_" stand for themselves.</summary>
    private static string Escaped(string words) =>
        words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static MessageView View(Message message, IReadOnlyList<CitationView> citations) => new(
        message.Id, message.Question, message.AskedIn, message.State, message.Answerer, TimeSpan.FromMilliseconds(message.DurationMs),
        message.Problem,
        [.. message.Sentences.Select(s => View(s, citations))],
        citations, message.Feedback?.Helpful) { StandaloneQuestion = message.StandaloneQuestion, Warnings = Readable(StoredWarnings.Parse(message.Warnings), citations) };

    // A warning repeats what both its sources say.
    private static List<AnswerWarning> Readable(IReadOnlyList<AnswerWarning> warnings, IReadOnlyList<CitationView> readable) =>
        [.. warnings.Where(w => w.Citations.All(n => readable.Any(c => c.Number == n)))];

    /// <summary>With what was suggested, where all that it was made of may still be read.</summary>
    private static MessageView View(Message message, IReadOnlyList<CitationView> citations, IReadOnlySet<long> readable)
    {
        var view = View(message, citations);
        return message.Suggestions.Length > 0 && ShownChunks(message).All(readable.Contains)
            ? view with { Suggestions = message.Suggestions.Split('\n') }
            : view;
    }

    /// <summary>Of the chunks that suggestions were made of, those that are still there for this person. They may be more than the cited ones.</summary>
    private static async Task<HashSet<long>> ReadableAsync(RagDocsDbContext db, List<Message> messages, SearchScope scope, CancellationToken cancellationToken)
    {
        var ids = messages.Where(m => m.Suggestions.Length > 0).SelectMany(ShownChunks).ToHashSet();
        if (ids.Count == 0) return ids;
        var chunks = db.Chunks.Where(c => ids.Contains(c.Id));
        if (scope.Collections is { } readable) chunks = chunks.Where(c => readable.Contains(c.CollectionId));
        return await chunks.Select(c => c.Id).ToHashSetAsync(cancellationToken);
    }

    private static IEnumerable<long> ShownChunks(Message message) =>
        message.ShownChunks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));

    private static SentenceView View(AnswerSentence sentence, IReadOnlyList<CitationView> readable)
    {
        var numbers = Numbers(sentence.CitationNumbers);
        return numbers.All(n => readable.Any(c => c.Number == n))
            ? new SentenceView(sentence.Text, numbers) { Verdict = sentence.Verdict, Findings = CheckFindings.Parse(sentence.VerdictReason) }
            : new SentenceView(Withheld, []);
    }

    private static int[] Numbers(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    private static async Task<List<(long MessageId, CitationView View)>> CitationsAsync(
        IQueryable<Citation> citations, SearchScope scope, CancellationToken cancellationToken)
    {
        if (scope.Collections is { } readable) citations = citations.Where(c => readable.Contains(c.Document!.CollectionId));
        var rows = await citations.OrderBy(c => c.Number)
            .Select(c => new
            {
                c.MessageId, c.Number, c.DocumentId, c.VersionId, VersionNumber = c.Version!.Number, c.ChunkId, c.Chunk!.Title,
                Collection = c.Document!.Collection!.Name, c.Document.Path, c.Chunk.Page, c.Chunk.Cells, c.Chunk.HeadingPath, c.Chunk.Text, c.Quote,
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(c => (c.MessageId, new CitationView(
            c.Number, c.DocumentId, c.VersionId, c.VersionNumber, c.ChunkId, c.Title, c.Collection, c.Path, c.Page, c.HeadingPath,
            Excerpt.Of(c.Text, c.Quote, ExcerptLength), c.Quote) { Cells = QuotedCells.Of(c.Cells, c.Text, c.Quote) }));
    }
}

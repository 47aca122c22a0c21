using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Citations;
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
    private const string Withheld = "(This sentence came from a document you may no longer read.)";

    public async Task<IReadOnlyList<ConversationLine>> ListAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations.Where(c => c.UserId == userId)
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
        var citations = (await CitationsAsync(db, id, scope, cancellationToken)).ToLookup(c => c.MessageId, c => c.View);
        return new ConversationView(
            conversation.Id, conversation.Title, [.. conversation.Messages.Select(m => View(m, [.. citations[m.Id]]))]);
    }

    public async Task DeleteAsync(long userId, long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Conversations.Where(c => c.UserId == userId && c.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task RateAsync(long userId, long messageId, bool helpful, string comment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.Messages.Include(m => m.Feedback)
            .SingleOrDefaultAsync(m => m.Id == messageId && m.Conversation!.UserId == userId, cancellationToken);
        if (message is null) return;
        message.Feedback ??= new Feedback { UserId = userId };
        message.Feedback.Helpful = helpful;
        message.Feedback.Comment = comment;
        message.Feedback.GivenAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    private static MessageView View(Message message, IReadOnlyList<CitationView> citations) => new(
        message.Id, message.Question, message.AskedIn, message.State, message.Answerer, TimeSpan.FromMilliseconds(message.DurationMs),
        message.Problem,
        [.. message.Sentences.Select(s => View(s, citations))],
        citations, message.Feedback?.Helpful) { StandaloneQuestion = message.StandaloneQuestion };

    private static SentenceView View(AnswerSentence sentence, IReadOnlyList<CitationView> readable)
    {
        var numbers = Numbers(sentence.CitationNumbers);
        return numbers.All(n => readable.Any(c => c.Number == n)) ? new SentenceView(sentence.Text, numbers) : new SentenceView(Withheld, []);
    }

    private static int[] Numbers(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    private static async Task<List<(long MessageId, CitationView View)>> CitationsAsync(
        RagDocsDbContext db, long conversationId, SearchScope scope, CancellationToken cancellationToken)
    {
        var citations = db.Citations.Where(c => c.Message!.ConversationId == conversationId);
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

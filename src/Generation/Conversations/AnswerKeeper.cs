using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Checking;
using RagDocs.Generation.FollowUps;
using RagDocs.Generation.Warnings;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Conversations;

/// <summary>Writes questions, answers and their citations into the catalog.</summary>
public sealed class AnswerKeeper(IDbContextFactory<RagDocsDbContext> contexts, TimeProvider time)
{
    private const int TitleLength = 80;
    private const int EarlierTurns = 6;

    /// <summary>Stores a question before it is answered, so that nothing typed is ever lost.</summary>
    public async Task<AskedMessage> OpenAsync(
        long userId, string question, string askedIn, long? conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var conversation = conversationId is { } id
            ? await db.Conversations.SingleOrDefaultAsync(c => c.Id == id && c.UserId == userId, cancellationToken)
            : null;
        if (conversation is null)
        {
            conversation = new Conversation { UserId = userId, Title = TitleOf(question), CreatedAt = now };
            db.Add(conversation);
        }

        conversation.UpdatedAt = now;
        var message = new Message { Question = question, AskedIn = askedIn, State = MessageState.Writing, AskedAt = now };
        conversation.Messages.Add(message);
        await db.SaveChangesAsync(cancellationToken);
        return new AskedMessage(conversation.Id, message.Id);
    }

    /// <summary>
    /// Stores a question that takes the place of the last one of its conversation. Any earlier one stays, because what was asked later builds on it:
    /// then the new question stands at the end.
    /// </summary>
    /// <returns>Null when the asker has no such message (any more).</returns>
    public async Task<AskedMessage?> OpenAgainAsync(long userId, string question, string askedIn, long messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.SingleOrDefaultAsync(c => c.UserId == userId && c.Messages.Any(m => m.Id == messageId), cancellationToken);
        if (conversation is null) return null;
        var links = await db.Messages.Where(m => m.ConversationId == conversation.Id).Select(m => new { m.Id, m.ReplacesId }).ToListAsync(cancellationToken);
        var places = ThreadPlaces.Of(links.Select(l => (l.Id, l.ReplacesId)));
        var replaced = places[^1].Versions.Contains(messageId) ? places[^1] : null;
        var now = time.GetUtcNow();
        conversation.UpdatedAt = now;
        if (replaced is not null && places.Count == 1) conversation.Title = TitleOf(question);
        var message = new Message { Question = question, AskedIn = askedIn, State = MessageState.Writing, AskedAt = now, ReplacesId = replaced?.Shown };
        conversation.Messages.Add(message);
        await db.SaveChangesAsync(cancellationToken);
        return new AskedMessage(conversation.Id, message.Id) { Versions = replaced is null ? [] : [.. replaced.Versions, message.Id] };
    }

    /// <summary>The latest turns of a conversation before a message, oldest first; of a question asked again the version that is shown.</summary>
    /// <param name="scope">An answer from anything outside it is left out: the asker may no longer read it.</param>
    public async Task<IReadOnlyList<EarlierTurn>> EarlierAsync(AskedMessage asked, SearchScope scope, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var messages = await db.Messages.AsNoTracking().AsSplitQuery()
            .Where(m => m.ConversationId == asked.ConversationId && m.Id < asked.MessageId
                && !db.Messages.Any(later => later.ConversationId == asked.ConversationId && later.ReplacesId == m.Id))
            .OrderByDescending(m => m.Id).Take(EarlierTurns)
            .Include(m => m.Sentences.OrderBy(s => s.Ordinal)).Include(m => m.Citations.OrderBy(c => c.Number)).ThenInclude(c => c.Chunk)
            .ToListAsync(cancellationToken);
        return [.. messages.OrderBy(m => m.Id).Select(m => Turn(m, m.Citations.TrueForAll(c => IsReadable(c, scope))))];
    }

    private static bool IsReadable(Citation citation, SearchScope scope) =>
        citation.Chunk is { } chunk && scope.Allows(chunk.CollectionId);

    private static EarlierTurn Turn(Message message, bool readable) => new(message.Question)
    {
        Searched = readable ? message.StandaloneQuestion : null,
        Answer = readable ? string.Join(' ', message.Sentences.Select(s => s.Text)) : "",
        Titles = readable ? [.. message.Citations.Select(c => c.Chunk?.Title).OfType<string>().Distinct()] : [],
    };

    public async Task CloseAsync(
        long messageId, IReadOnlyList<AnswerEvent> events, MessageState state, string? problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId, cancellationToken);
        if (message is null) return; // The conversation was deleted while the answer was being written.
        message.State = state;
        message.Problem = problem;
        foreach (var answerEvent in events) Apply(message, answerEvent);
        if (message.DurationMs == 0) message.DurationMs = (int)(time.GetUtcNow() - message.AskedAt).TotalMilliseconds;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Marks answers that a stopped process left unfinished; called once at start.</summary>
    public async Task MarkCutOffAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Messages.Where(m => m.State == MessageState.Writing).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.State, MessageState.Failed)
                .SetProperty(x => x.Problem, "The server was restarted while this was being answered. Ask again."),
            cancellationToken);
    }

    private static void Apply(Message message, AnswerEvent answerEvent)
    {
        switch (answerEvent)
        {
            case QuestionRead read:
                message.StandaloneQuestion = read.Standalone;
                break;
            case CitationAdded citation:
                message.Citations.Add(new Citation
                {
                    Number = citation.Number, DocumentId = citation.Passage.DocumentId, VersionId = citation.Passage.VersionId,
                    ChunkId = citation.ChunkId, Quote = citation.Quote,
                });
                break;
            case SentenceAdded sentence:
                message.Sentences.Add(new AnswerSentence
                {
                    Ordinal = message.Sentences.Count, Text = sentence.Text,
                    CitationNumbers = string.Join(',', sentence.Citations.Select(n => n.ToString(CultureInfo.InvariantCulture))),
                });
                break;
            case SentenceChecked { Ordinal: var ordinal } verdict when ordinal < message.Sentences.Count:
                message.Sentences[ordinal].Verdict = verdict.Verdict;
                message.Sentences[ordinal].VerdictReason = CheckFindings.ToJson(verdict.Findings);
                break;
            case PassagesFound found:
                message.ShownChunks = string.Join(' ', found.Passages.SelectMany(ChunksOf).Distinct());
                break;
            case WarningRaised raised:
                message.Warnings = StoredWarnings.ToJson([.. StoredWarnings.Parse(message.Warnings), raised.Warning]);
                break;
            case QuestionsSuggested suggested:
                message.Suggestions = string.Join('\n', suggested.Questions);
                break;
            case AnswerEnded ended:
                message.StageTimes = string.Join(' ', ended.Stages.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Stage}={s.Elapsed.TotalMilliseconds:0}")));
                message.Answerer = ended.Answerer;
                message.DurationMs = Math.Max(1, (int)ended.Elapsed.TotalMilliseconds);
                break;
        }
    }

    private static IEnumerable<long> ChunksOf(Passage passage) => passage.Parts.Count > 0 ? passage.Parts.Select(p => p.ChunkId) : [passage.ChunkId];

    private static string TitleOf(string question)
    {
        var line = question.ReplaceLineEndings(" ").Trim();
        return line.Length <= TitleLength ? line : line[..TitleLength].TrimEnd() + "…";
    }
}

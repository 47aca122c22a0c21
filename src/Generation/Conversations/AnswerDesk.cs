using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Conversations;

/// <param name="ConversationId">The conversation the question was added to; a new one when none was named.</param>
public sealed record AskedMessage(long ConversationId, long MessageId)
{
    /// <summary>The messages at its place, oldest first and itself last, when it was asked again; empty for a question of its own.</summary>
    public IReadOnlyList<long> Versions { get; init; } = [];
}

/// <summary>
/// Takes questions and answers them to the end, whether or not the page that asked is still there. Followers get every event from
/// the start; the finished answer is in the <see cref="ConversationStore"/>.
/// </summary>
public sealed class AnswerDesk(
    AnswerGenerator generator, AnswerKeeper keeper, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<AnswerDesk> log)
{
    /// <summary>An answer may be finished before its asker begins to follow it.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, RunningAnswer> _running = new();

    /// <summary>Stores the question and starts answering it.</summary>
    /// <param name="question">Its scope is what the asker may read, narrowed to what was asked in.</param>
    /// <param name="askedIn">Names of the collections asked in, to be shown later; empty for all readable ones.</param>
    /// <param name="conversationId">One of the asker's own, or null for a new one.</param>
    public async Task<AskedMessage> AskAsync(
        long userId, Question question, string askedIn, long? conversationId, CancellationToken cancellationToken)
    {
        var asked = await keeper.OpenAsync(userId, question.Text, askedIn, conversationId, cancellationToken);
        await BeginAsync(userId, asked, question, conversationId is not null, cancellationToken);
        return asked;
    }

    /// <summary>Asks the last question of a conversation again, or another in its place; for an earlier one see <see cref="AnswerKeeper.OpenAgainAsync"/>.</summary>
    /// <returns>Null when the asker has no such message (any more).</returns>
    public async Task<AskedMessage?> AskAgainAsync(long userId, Question question, string askedIn, long messageId, CancellationToken cancellationToken)
    {
        var asked = await keeper.OpenAgainAsync(userId, question.Text, askedIn, messageId, cancellationToken);
        if (asked is not null) await BeginAsync(userId, asked, question, hasHistory: true, cancellationToken);
        return asked;
    }

    /// <summary>The events of an answer from its first, live while it is running and for a minute after; nothing for any other message.</summary>
    public IAsyncEnumerable<AnswerEvent> FollowAsync(long userId, long messageId, CancellationToken cancellationToken) =>
        _running.TryGetValue(messageId, out var answer) && answer.UserId == userId
            ? answer.FollowAsync(cancellationToken)
            : AsyncEnumerable.Empty<AnswerEvent>();

    public async Task StopAsync(long userId, long messageId)
    {
        if (_running.TryGetValue(messageId, out var answer) && answer.UserId == userId) await answer.Stopping.CancelAsync();
    }

    private async Task BeginAsync(long userId, AskedMessage asked, Question question, bool hasHistory, CancellationToken cancellationToken)
    {
        var answer = new RunningAnswer(userId);
        _running[asked.MessageId] = answer;
        var named = question with { Asker = userId.ToString(CultureInfo.InvariantCulture) };
        if (hasHistory) named = named with { History = await keeper.EarlierAsync(asked, question.Scope, cancellationToken) };
        _ = Task.Run(() => AnswerAsync(asked.MessageId, named, answer), CancellationToken.None);
    }

    private async Task AnswerAsync(long messageId, Question question, RunningAnswer answer)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(answer.Stopping.Token, lifetime.ApplicationStopping);
        var events = new List<AnswerEvent>();
        var (state, problem) = (MessageState.Done, (string?)null);
        try
        {
            await foreach (var answerEvent in generator.AnswerAsync(question, stopping.Token))
            {
                answer.Add(answerEvent);
                if (answerEvent is not (SentenceDrafted or QueueMoved)) events.Add(answerEvent);
                if (answerEvent is AnswerRefused refused) (state, problem) = (MessageState.Refused, refused.Missing);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            state = MessageState.Stopped;
        }
        catch (Exception failure)
        {
            Log.AnswerFailed(log, messageId, failure);
            (state, problem) = (MessageState.Failed, AnswerProblem.Of(failure));
        }

        await KeepAsync(messageId, events, state, problem);
        if (state == MessageState.Failed) answer.Add(new AnswerFailed(problem!));
        answer.End();
        await Task.Delay(KeptAfterEnd, time, CancellationToken.None);
        _running.TryRemove(messageId, out _);
        answer.Dispose();
    }

    // The asker still gets the end of the stream when the answer cannot be stored; the message then stays "writing" and is
    // marked as cut off at the next start.
    private async Task KeepAsync(long messageId, List<AnswerEvent> events, MessageState state, string? problem)
    {
        try
        {
            await keeper.CloseAsync(messageId, events, state, problem, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.AnswerNotKept(log, messageId, failure);
        }
    }
}

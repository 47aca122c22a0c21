using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using RagDocs.Generation;
using RagDocs.Generation.Conversations;
using RagDocs.Web.Access;
using RagDocs.Web.Components.Layout;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>The conversation a page shows: loads it, asks in it, follows the running answer. The answer itself is written elsewhere
/// and goes on when the page is gone.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Created by the container.")]
internal sealed class AskSession(AnswerDesk desk, ConversationStore store, CurrentUser currentUser, ConversationChanges changes) : IDisposable
{
    private readonly List<Turn> _turns = [];
    private CancellationTokenSource _following = new();
    private bool _disposed;

    /// <summary>Called after every change, on no particular thread.</summary>
    public Func<Task> Changed { get; set; } = () => Task.CompletedTask;

    public long? ConversationId { get; private set; }

    public IReadOnlyList<Turn> Turns => _turns;

    public Turn? Running => _turns.FindLast(t => t.Running);

    /// <summary>Shows another conversation, or none.</summary>
    /// <returns>False when there is no such conversation of this person.</returns>
    public async Task<bool> OpenAsync(long? conversationId, CancellationToken cancellationToken)
    {
        if (conversationId == ConversationId && _turns.Count > 0) return true;
        await StopFollowingAsync();
        _turns.Clear();
        ConversationId = conversationId;
        if (conversationId is null) return true;
        var person = await currentUser.GetAsync();
        var stored = await store.FindAsync(person.Id, conversationId.Value, cancellationToken);
        if (stored is null) return false;
        _turns.AddRange(stored.Messages.Select(Turn.Of));
        foreach (var turn in _turns.Where(t => t.Running)) _ = FollowAsync(turn, person.Id, _following.Token);
        return true;
    }

    /// <param name="instead">The turn whose question is asked again or changed; null for a new one.</param>
    /// <returns>The conversation the question went to.</returns>
    public async Task<long> AskAsync(Question question, string askedIn, Turn? instead, CancellationToken cancellationToken)
    {
        var person = await currentUser.GetAsync();
        question = question with { InterfaceLanguage = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName };
        var again = instead is null ? null : await desk.AskAgainAsync(person.Id, question, askedIn, instead.MessageId, cancellationToken);
        var asked = again ?? await desk.AskAsync(person.Id, question, askedIn, ConversationId, cancellationToken);
        ConversationId = asked.ConversationId;
        var turn = new Turn(asked.MessageId, question.Text, askedIn) { Versions = asked.Versions };
        if (instead is not null && asked.Versions.Count > 0) _turns[_turns.IndexOf(instead)] = turn;
        else _turns.Add(turn);
        changes.Notify();
        _ = FollowAsync(turn, person.Id, _following.Token);
        return asked.ConversationId;
    }

    /// <summary>Shows another version of a question that was asked again.</summary>
    public async Task ShowAsync(Turn turn, long messageId, CancellationToken cancellationToken)
    {
        var person = await currentUser.GetAsync();
        if (Running is not null || ConversationId is not { } id || !await store.ShowAsync(person.Id, messageId, cancellationToken)) return;
        var stored = await store.FindAsync(person.Id, id, cancellationToken);
        var at = _turns.IndexOf(turn);
        if (at < 0 || stored?.Messages.FirstOrDefault(m => m.Id == messageId) is not { } message) return;
        _turns[at] = Turn.Of(message);
        if (_turns[at].Running) _ = FollowAsync(_turns[at], person.Id, _following.Token);
    }

    public async Task StopAsync()
    {
        if (Running is { } turn) await desk.StopAsync((await currentUser.GetAsync()).Id, turn.MessageId);
    }

    public async Task RateAsync(Turn turn, Rating rating, CancellationToken cancellationToken)
    {
        turn.Helpful = rating.Helpful;
        await store.RateAsync((await currentUser.GetAsync()).Id, turn.MessageId, rating.Helpful, rating.Reason, rating.Comment, cancellationToken);
    }

    private async Task FollowAsync(Turn turn, long userId, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var answerEvent in desk.FollowAsync(userId, turn.MessageId, cancellationToken))
            {
                turn.Apply(answerEvent);
                await Changed();
            }

            await SettleAsync(turn, userId, cancellationToken);
            await Changed();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page shows something else now.
        }
        catch (ObjectDisposedException)
        {
            // The circuit ended while the last event was on its way to the page.
        }
    }

    // Stopped and failed answers have no last event: the store knows how they ended.
    private async Task SettleAsync(Turn turn, long userId, CancellationToken cancellationToken)
    {
        if (!turn.Running || ConversationId is not { } id) return;
        var stored = await store.FindAsync(userId, id, cancellationToken);
        if (stored?.Messages.FirstOrDefault(m => m.Id == turn.MessageId) is { } message) turn.Take(message);
        turn.MarkCutOff();
    }

    private async Task StopFollowingAsync()
    {
        await _following.CancelAsync();
        _following.Dispose();
        _following = new CancellationTokenSource();
    }

    /// <summary>Called by the page when it is left, and by the container when the circuit ends.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _following.Cancel();
        _following.Dispose();
    }
}

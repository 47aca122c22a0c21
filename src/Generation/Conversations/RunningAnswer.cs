using System.Runtime.CompilerServices;

namespace RagDocs.Generation.Conversations;

/// <summary>
/// An answer being written: its events so far, replayed to whoever follows, then live. Of drafts and places in the queue only the newest is
/// kept, and none once something lasting has come: whoever reads slowly or late gets fewer of them.
/// </summary>
internal sealed class RunningAnswer(long userId) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AnswerEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AnswerEvent? _passing;
    private int _passed;
    private bool _ended;

    public long UserId { get; } = userId;

    /// <summary>Canceled by the asker's Stop or when the server shuts down.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    public void Add(AnswerEvent answerEvent)
    {
        lock (_gate)
        {
            if (answerEvent is SentenceDrafted or QueueMoved)
            {
                (_passing, _passed) = (answerEvent, _passed + 1);
            }
            else
            {
                _passing = null;
                _events.Add(answerEvent);
            }

            Signal();
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Signal();
        }
    }

    public async IAsyncEnumerable<AnswerEvent> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (next, passed) = (0, 0); ;)
        {
            AnswerEvent? current = null;
            Task changed;
            bool ended;
            lock (_gate)
            {
                if (next < _events.Count) current = _events[next++];
                else if (_passing is not null && passed != _passed) (current, passed) = (_passing, _passed);
                changed = _changed.Task;
                ended = _ended;
            }

            if (current is not null) yield return current;
            else if (ended) yield break;
            else await changed.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => Stopping.Dispose();

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

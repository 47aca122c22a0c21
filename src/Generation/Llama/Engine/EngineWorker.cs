using RagDocs.Generation.Llama.Engine.Queue;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>
/// One thread that owns a context and serves the queue in front of it. Other threads only add requests, cancel them and wait; whatever touches
/// the context happens in <see cref="Work"/> and <see cref="Close"/>, on the owner thread.
/// </summary>
/// <param name="parallel">Requests served at the same time.</param>
internal abstract class EngineWorker<T>(int parallel, int queueLength, EngineCounters counters, TimeProvider time) : IEngineWorker
    where T : QueuedRequest
{
    private readonly SemaphoreSlim _wake = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServiceTimes _serviceTimes = new(parallel);
    private volatile bool _isClosed;
    private volatile bool _isStopping;
    private Exception? _failure;

    public Task Completion => _ended.Task;

    protected RequestQueue<T> Queue { get; } = new(queueLength);

    protected EngineCounters Counters { get; } = counters;

    protected TimeProvider Time { get; } = time;

    protected abstract int Running { get; }

    public void Start() => new Thread(Run) { IsBackground = true, Name = "llama.cpp" }.Start();

    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">Nothing is taken any more.</exception>
    public void Add(T request)
    {
        if (_isClosed)
            throw Stopped();
        if (!Queue.TryAdd(request, Math.Max(0, parallel - Running)))
        {
            Counters.Change(c => c with { Rejected = c.Rejected + 1 });
            throw new EngineBusyException(Queue.Count, _serviceTimes.UntilAPlaceIsFree());
        }

        Counters.Change(c => c with { Requests = c.Requests + 1, Waiting = Queue.Count });
        // It may have closed since, after it emptied the queue for the last time.
        if (_ended.Task.IsCompleted && Queue.Remove(request))
            throw Stopped();
        Wake();
    }

    /// <summary>Nobody wants the result any more. Does nothing when the request has ended.</summary>
    public void Cancel(T request)
    {
        if (Queue.Remove(request))
        {
            request.Cancel();
            request.Abandon();
            Counters.Change(c => c with { Canceled = c.Canceled + 1, Waiting = Queue.Count });
        }
        else
        {
            CancelRunning(request);
        }

        Wake();
    }

    public async Task DrainAsync(TimeSpan patience)
    {
        _isClosed = true;
        Wake();
        try
        {
            await Task.WhenAny(_idle.Task, _ended.Task).WaitAsync(patience, Time);
        }
        catch (TimeoutException)
        {
            // What still runs is ended with an error when the engine is disposed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        _isStopping = true;
        Wake();
        AbortStep();
        await _ended.Task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Does one step. False when there was nothing to do.</summary>
    protected abstract bool Work();

    protected abstract void CancelRunning(T request);

    protected abstract void AbortStep();

    /// <summary>Ends what still runs with this error and frees the context.</summary>
    protected abstract void Close(Exception cause);

    protected void Ended(TimeSpan service)
    {
        _serviceTimes.Add(service);
        Counters.Change(c => c with { Running = Running, Waiting = Queue.Count });
    }

    // More than one release would only make the loop look once more.
    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    private void Run()
    {
        try
        {
            while (!_isStopping)
            {
                if (Work())
                    continue;
                if (_isClosed && Queue.Count == 0)
                    _idle.TrySetResult();
                _wake.Wait();
            }
        }
        catch (Exception failure)
        {
            // Native memory is in an unknown state: everybody is told, and the owner of the process decides (it should end and start anew).
            _failure = failure;
        }

        _isClosed = true;
        FailAll();
    }

    private void FailAll()
    {
        Close(Stopped());
        if (_failure is null)
            _ended.SetResult();
        else
            _ended.SetException(_failure);
        // Only now: whoever adds a request later sees that the worker has ended and takes it out.
        foreach (var waiting in Queue.Clear())
            waiting.Fail(Stopped());
    }

    private EngineStoppedException Stopped() => new(_failure);
}

using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Engines;

/// <summary>What is known about one engine, written by its loop and read by everybody. Safe from any thread.</summary>
internal sealed class EngineBoard(ModelKind kind, TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineStatus _status = new(kind, EngineState.Stopped, time.GetUtcNow());
    private OpenAiEndpoint? _endpoint;

    public event Action<EngineStatus>? Changed;

    public EngineStatus Status
    {
        get
        {
            lock (_gate) return _status;
        }
    }

    /// <summary>Both as of one moment, and a task that ends when either has changed since.</summary>
    public (EngineStatus Status, OpenAiEndpoint? Endpoint, Task Next) Look()
    {
        lock (_gate) return (_status, _endpoint, _next.Task);
    }

    /// <summary>Who asks from now on is sent there; null: to nobody.</summary>
    public void Serve(OpenAiEndpoint? endpoint)
    {
        lock (_gate) _endpoint = endpoint;
        Tell();
    }

    /// <summary>Sends nobody there any more; does nothing when another one serves.</summary>
    public void Withdraw(OpenAiEndpoint endpoint)
    {
        lock (_gate)
        {
            if (_endpoint != endpoint) return;
            _endpoint = null;
        }

        Tell();
    }

    public void Show(Func<EngineStatus, EngineStatus> change)
    {
        lock (_gate)
        {
            var changed = change(_status);
            if (changed == _status) return;
            _status = changed.State == _status.State ? changed : changed with { Since = time.GetUtcNow() };
        }

        Tell();
    }

    private void Tell()
    {
        TaskCompletionSource told;
        lock (_gate) (told, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        told.SetResult();
        Changed?.Invoke(Status);
    }
}

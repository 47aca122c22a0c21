using RagDocs.Generation.Llama.Engine.Queue;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>
/// Decides whether a cancellation ends the running step. It does when nobody else is in the step, or when the canceled request has a piece of its
/// prompt there (pieces may take seconds; the others' single tokens are then computed again). Otherwise the step is short, and
/// ending it would only cost the others.
/// </summary>
/// <param name="abort">Ends the step soon; may come from any thread while one is entered.</param>
internal sealed class StepGate(Action abort)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<StepEntry> _step = [];

    /// <summary>A step begins. False when a request in it was canceled meanwhile: plan again.</summary>
    public bool Enter(IReadOnlyList<StepEntry> step)
    {
        lock (_lock)
        {
            if (step.Any(e => e.Request.Request.IsCanceled))
                return false;
            _step = step;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
            _step = [];
    }

    public void Cancel(QueuedRequest request)
    {
        lock (_lock)
        {
            request.Cancel();
            var reads = _step.Any(e => e.Request.Request == request && e.IsPrompt);
            if (reads || (_step.Count > 0 && _step.All(e => e.Request.Request.IsCanceled)))
                abort();
        }
    }

    /// <summary>Ends whatever runs.</summary>
    public void AbortStep()
    {
        lock (_lock)
        {
            if (_step.Count > 0)
                abort();
        }
    }
}

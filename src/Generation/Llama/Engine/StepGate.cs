namespace RagDocs.Generation.Llama.Engine;

/// <summary>
/// Decides whether a cancellation ends the running step. It does when nobody else is in the step, when the canceled request has a piece of its
/// prompt there (pieces may take a second; the others' single tokens are then computed again), or when somebody waits for the place that
/// becomes free and the step has a piece of another's prompt. Otherwise the step is short, or ending it would only cost the others.
/// </summary>
/// <param name="abort">Ends the step soon; may come from any thread while one is entered.</param>
/// <param name="someoneWaits">For a place.</param>
internal sealed class StepGate(Action abort, Func<bool> someoneWaits)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<StepEntry> _step = [];

    /// <summary>A step begins. False when a request that has a place was canceled meanwhile: plan again.</summary>
    public bool Enter(IReadOnlyList<StepEntry> step, IEnumerable<RunningRequest> running)
    {
        lock (_lock)
        {
            if (running.Any(r => r.Request.IsCanceled))
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

    public void Cancel(WritingRequest request)
    {
        lock (_lock)
        {
            // Whoever reads the answer cancels at its end once more.
            if (request.IsCanceled)
                return;
            request.Cancel();
            var reads = _step.Any(e => e.Request.Request == request && e.IsPrompt);
            var keepsOthersWaiting = request.HasPlace && _step.Any(e => e.IsPrompt) && someoneWaits();
            if (reads || keepsOthersWaiting || (_step.Count > 0 && _step.All(e => e.Request.Request.IsCanceled)))
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

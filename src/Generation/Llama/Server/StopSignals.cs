using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Server;

/// <summary>SIGTERM and Ctrl+C: the first asks for a stop, the second for one at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations;

    /// <param name="alsoStop">Counts as a first signal.</param>
    public StopSignals(CancellationToken alsoStop)
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, On), PosixSignalRegistration.Create(PosixSignal.SIGINT, On)];
        alsoStop.Register(() => _first.TrySetResult());
    }

    public Task First => _first.Task;

    public Task Second => _second.Task;

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private void On(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_first.TrySetResult()) _second.TrySetResult();
    }
}

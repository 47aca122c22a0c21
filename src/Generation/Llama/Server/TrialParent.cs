using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Ends a trial run whose parent is gone: nobody would read what it finds, and a large model would go on loading.</summary>
public static class TrialParent
{
    /// <summary>Watches until it is canceled, or ends this process.</summary>
    public static async Task EndWithAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ParentWatch.GoneAsync(Console.OpenStandardInput(), TimeProvider.System, cancellationToken);
            Libc.ExitNow(EngineExitCode.Done);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The trial is over.
        }
    }
}

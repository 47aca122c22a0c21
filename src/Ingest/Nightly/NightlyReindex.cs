using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Integrity;

namespace RagDocs.Ingest.Nightly;

/// <summary>The nightly run is under way already, in this process or another one.</summary>
public sealed class NightlyRunningException() : Exception("The nightly run is under way already. Wait for it, or cancel it on the jobs page.");

/// <summary>
/// The nightly run, step by step. A step that breaks off is told in the report and does not keep the others from running. Every step can
/// be done again: a run whose process was killed is taken up by the next start, under the same line on the jobs page.
/// </summary>
public sealed class NightlyReindex(
    NightlyRuns nightly, FolderSync sync, NightlyRetry retry, NightlyReading reading, RemovedDocumentsPurge purge, IndexCheck check,
    ReportWriter writer, NightlyProgress progress, ILogger<NightlyReindex> log)
{
    /// <exception cref="NightlyRunningException">It is under way already.</exception>
    /// <exception cref="OperationCanceledException">The process stops, or a person has canceled the run.</exception>
    public async Task<MorningReport> RunAsync(CancellationToken cancellationToken)
    {
        using var turn = nightly.Take();
        var run = await nightly.OpenAsync(cancellationToken);
        await using var canceled = nightly.WatchForCancel(run, cancellationToken);
        var night = new Night(run);
        var stop = canceled.Token;
        try
        {
            await StepAsync(night, canceled, NightlyStep.Sync, () => sync.RunNightlyAsync(run, stop));
            await StepAsync(night, canceled, NightlyStep.Retry, async () => night.Retried = await retry.RunAsync(run, stop));
            await StepAsync(night, canceled, NightlyStep.Read, () => reading.RunAsync(run, stop));
            await StepAsync(night, canceled, NightlyStep.Purge, async () => night.Purged = await purge.RunAsync(stop));
            await StepAsync(night, canceled, NightlyStep.Check, async () => night.Check = await check.RunAsync(run, repair: true, stop));
            progress.At(run, NightlyStep.Report);
            return await writer.WriteAsync(night, stop);
        }
        finally
        {
            progress.Ended(run);
        }
    }

    private async Task StepAsync(Night night, CancelWatch canceled, NightlyStep step, Func<Task> work)
    {
        progress.At(night.Run, step);
        var started = Stopwatch.GetTimestamp();
        string? problem = null;
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.NightlyStepFailed(log, step, failure);
            problem = "This step broke off. The server's log says why; it is tried again the next night.";
        }

        await canceled.ThrowIfCanceledAsync();
        night.Steps.Add(new StepOutcome(step, Stopwatch.GetElapsedTime(started), problem));
    }
}

/// <summary>What the steps of one night brought so far.</summary>
public sealed class Night(long run)
{
    public long Run => run;

    public int Retried { get; set; }

    public PurgeOutcome Purged { get; set; } = PurgeOutcome.Nothing;

    public IntegrityReport? Check { get; set; }

    public List<StepOutcome> Steps { get; } = [];
}

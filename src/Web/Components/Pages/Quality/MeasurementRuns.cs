using System.Collections.Concurrent;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Components.Pages.Quality;

/// <summary>Measurements that people asked for: one of a set at a time, whoever asks. They end with the service.</summary>
internal sealed class MeasurementRuns(QualityMeasurement measurement, IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<long, MeasurementRun> _runs = [];
    private readonly Lock _starting = new();

    /// <summary>The set's run that is under way, or has ended and was not looked at yet; null when there is none.</summary>
    public MeasurementRun? Of(long setId) => _runs.GetValueOrDefault(setId);

    /// <param name="total">Questions to be measured.</param>
    public void Start(long setId, int total)
    {
        lock (_starting)
        {
            if (Of(setId) is { Work.IsCompleted: false }) return;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            var run = new MeasurementRun(total, stop);
            // On a thread of its own: the circuit that asked has pages to draw.
            run.Work = Task.Run(() => measurement.RunAsync(setId, QualityCause.AskedFor, run, stop.Token), stop.Token);
            _runs[setId] = run;
        }
    }

    /// <summary>Takes an ended run away: its end was told.</summary>
    public void Forget(long setId, MeasurementRun run) => _runs.TryRemove(KeyValuePair.Create(setId, run));
}

namespace RagDocs.Web.Components.Pages.Quality;

/// <summary>A measurement that goes on whether or not a page shows it.</summary>
/// <param name="total">Questions to be measured.</param>
internal sealed class MeasurementRun(int total, CancellationTokenSource stop) : IProgress<int>
{
    private int _done;

    public int Total { get; } = total;

    /// <summary>Questions measured so far.</summary>
    public int Done => Volatile.Read(ref _done);

    public bool Stopping => stop.IsCancellationRequested;

    /// <summary>Ends with the run, and as it did.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public void Report(int value) => Volatile.Write(ref _done, value);

    public void Cancel() => stop.Cancel();
}

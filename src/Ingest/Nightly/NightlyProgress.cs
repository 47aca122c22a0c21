namespace RagDocs.Ingest.Nightly;

/// <summary>Which step of the nightly run this process is at, for the jobs page.</summary>
public sealed class NightlyProgress
{
    private volatile Position? _now;

    /// <summary>The step a run is at; null when this process is not working on that run.</summary>
    public NightlyStep? StepOf(long run) => _now is { } now && now.Run == run ? now.Step : null;

    internal void At(long run, NightlyStep step) => _now = new Position(run, step);

    internal void Ended(long run)
    {
        if (_now?.Run == run) _now = null;
    }

    private sealed record Position(long Run, NightlyStep Step);
}

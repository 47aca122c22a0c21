namespace RagDocs.Retrieval;

/// <summary>What one stage of a search took.</summary>
public readonly record struct SearchStage(string Name, TimeSpan Elapsed);

/// <summary>Notes the time of each stage of one search.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly List<SearchStage> _stages = [];
    private readonly long _started = time.GetTimestamp();
    private long _last = time.GetTimestamp();

    public IReadOnlyList<SearchStage> Stages => _stages;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Ends the stage at hand under this name; the next one begins.</summary>
    public void End(string stage)
    {
        var now = time.GetTimestamp();
        _stages.Add(new SearchStage(stage, time.GetElapsedTime(_last, now)));
        _last = now;
    }
}

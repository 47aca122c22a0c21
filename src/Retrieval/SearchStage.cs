namespace RagDocs.Retrieval;

/// <summary>What one stage of a search took.</summary>
public readonly record struct SearchStage(string Name, TimeSpan Elapsed)
{
    /// <summary>Why the stage did not do what it is there for, in words for people; null when it did.</summary>
    public string? Problem { get; init; }
}

/// <summary>Notes the time of each stage of one search.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly List<SearchStage> _stages = [];
    private readonly long _started = time.GetTimestamp();
    private long _last = time.GetTimestamp();

    public IReadOnlyList<SearchStage> Stages => _stages;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Ends the stage at hand under this name; the next one begins.</summary>
    /// <param name="problem">See <see cref="SearchStage.Problem"/>.</param>
    public void End(string stage, string? problem = null)
    {
        var now = time.GetTimestamp();
        _stages.Add(new SearchStage(stage, time.GetElapsedTime(_last, now)) { Problem = problem });
        _last = now;
    }
}

namespace RagDocs.Generation;

/// <summary>What a stage of an answer took in all.</summary>
public readonly record struct StageTime(AnswerStage Stage, TimeSpan Elapsed);

/// <summary>Adds up the time of the stages of one answer; writing and checking take turns.</summary>
internal sealed class StageClock
{
    private readonly TimeProvider _time;
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<AnswerStage>().Length];
    private readonly long _started;
    private long _last;

    public StageClock(TimeProvider time)
    {
        _time = time;
        _started = _last = time.GetTimestamp();
    }

    public TimeSpan Elapsed => _time.GetElapsedTime(_started, _last);

    /// <summary>The stages that took place, in their order.</summary>
    public IReadOnlyList<StageTime> Stages => [.. _spent.Select((t, stage) => new StageTime((AnswerStage)stage, t)).Where(s => s.Elapsed > TimeSpan.Zero)];

    /// <summary>The time since the last call belongs to this stage.</summary>
    public void Spend(AnswerStage stage)
    {
        var now = _time.GetTimestamp();
        _spent[(int)stage] += _time.GetElapsedTime(_last, now);
        _last = now;
    }
}

namespace RagDocs.Generation;

/// <summary>What a stage of an answer took in all.</summary>
public readonly record struct StageTime(AnswerStage Stage, TimeSpan Elapsed);

/// <summary>Adds up the time of the stages of one answer; writing and checking take turns.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<AnswerStage>().Length];
    private readonly long _started = time.GetTimestamp();
    private long _last = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_started, _last);

    /// <summary>The stages that took place, in their order.</summary>
    public IReadOnlyList<StageTime> Stages => [.. _spent.Select((t, stage) => new StageTime((AnswerStage)stage, t)).Where(s => s.Elapsed > TimeSpan.Zero)];

    /// <summary>The time since the last call belongs to this stage.</summary>
    public void Spend(AnswerStage stage)
    {
        var now = time.GetTimestamp();
        _spent[(int)stage] += time.GetElapsedTime(_last, now);
        _last = now;
    }
}

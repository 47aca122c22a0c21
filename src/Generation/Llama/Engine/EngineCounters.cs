namespace RagDocs.Generation.Llama.Engine;

/// <summary>What was done since the start; read as one consistent snapshot from any thread.</summary>
internal sealed class EngineCounters
{
    private readonly Lock _lock = new();
    private EngineStatistics _now = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public EngineStatistics Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    public void Change(Func<EngineStatistics, EngineStatistics> change)
    {
        lock (_lock)
            _now = change(_now);
    }
}

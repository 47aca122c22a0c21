namespace RagDocs.Generation.Engines;

/// <summary>What people and questions want of an engine: written from anywhere, read by its loop, which every wish wakes.</summary>
internal sealed class EngineWishes(TimeProvider time)
{
    private readonly Wake _wake = new(time);
    private volatile bool _wanted;
    private volatile bool _held;
    private int _again;
    private long _lastUse = time.GetTimestamp();

    /// <summary>Somebody needs it.</summary>
    public bool Wanted => _wanted;

    /// <summary>A person stopped it: until a person starts it, nothing else does.</summary>
    public bool Held => _held;

    public TimeSpan Unused => time.GetElapsedTime(Volatile.Read(ref _lastUse));

    public void Want()
    {
        Use();
        _wanted = true;
        _wake.Ring();
    }

    public void StartAgain()
    {
        _held = false;
        Interlocked.Exchange(ref _again, 1);
        Want();
    }

    public void Hold()
    {
        _held = true;
        _wake.Ring();
    }

    /// <summary>Nobody needs it any more.</summary>
    public void Forget() => _wanted = false;

    /// <summary>Something outside changed; the loop shall look.</summary>
    public void Ring() => _wake.Ring();

    public void Use() => Volatile.Write(ref _lastUse, time.GetTimestamp());

    /// <summary>Whether a person asked for a fresh start since the last call.</summary>
    public bool TakeAgain() => Interlocked.Exchange(ref _again, 0) == 1;

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _wake.WaitAsync(atMost, cancellationToken);
}

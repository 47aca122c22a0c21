namespace RagDocs.Generation.Llama.Engine.Queue;

/// <summary>Something an engine is asked to do, from its entry into the queue to its end.</summary>
/// <param name="asker">Whose turn it takes.</param>
internal abstract class QueuedRequest(string asker)
{
    private volatile bool _isCanceled;

    public string Asker { get; } = asker;

    /// <summary>Nobody waits for the result any more. Never goes back.</summary>
    public bool IsCanceled => _isCanceled;

    /// <summary>Kept by the queue: the place told last, 0 before the first.</summary>
    internal int Place { get; set; }

    public void Cancel() => _isCanceled = true;

    /// <summary>Called while the queue is locked: must only pass the news on.</summary>
    /// <param name="place">1 is next.</param>
    public virtual void PlaceChanged(int place)
    {
    }

    /// <summary>Ends the request with an error; does nothing when it has ended already.</summary>
    public abstract void Fail(Exception cause);

    /// <summary>Ends the request because nobody wants its result.</summary>
    public abstract void Abandon();
}

namespace RagDocs.Generation.Llama.Engine;

/// <summary>The thread behind an engine, whatever kind of model it runs.</summary>
internal interface IEngineWorker : IAsyncDisposable
{
    /// <summary>Ends with the worker; with its error when one ended it.</summary>
    Task Completion { get; }

    void Start();

    /// <summary>Takes nothing new and waits until all has ended, at most for <paramref name="patience"/>.</summary>
    Task DrainAsync(TimeSpan patience);
}

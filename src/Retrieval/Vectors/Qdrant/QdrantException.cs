namespace RagDocs.Retrieval.Vectors.Qdrant;

public enum QdrantProblem
{
    Unreachable,
    Untrusted,
    KeyRefused,
    NotFound,
    Exists,
    Busy,
    OutOfSpace,
    TimedOut,

    /// <summary>The request itself was not accepted, for example vectors of another length.</summary>
    Rejected,
    Failed,

    /// <summary>A change was taken in but is not known to be visible.</summary>
    NotCompleted,
    BrokenAnswer,
}

/// <summary>Qdrant could not do what it was asked; the message says what happened, where, and what to do, for people.</summary>
public sealed class QdrantException(QdrantProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    public QdrantProblem Problem { get; } = problem;

    /// <summary>The pause that the server asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

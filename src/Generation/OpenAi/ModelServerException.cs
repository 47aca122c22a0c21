namespace RagDocs.Generation.OpenAi;

/// <summary>What kind of trouble a model server made.</summary>
public enum ModelServerProblem
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It has too much to do, or is still loading its model.</summary>
    Busy,

    /// <summary>The key is missing or wrong.</summary>
    KeyRefused,

    /// <summary>It has no such model, or is no OpenAI-compatible server.</summary>
    NotFound,

    /// <summary>Prompt and answer do not fit into the model's context.</summary>
    PromptTooLong,

    /// <summary>It does not accept the request.</summary>
    Rejected,

    /// <summary>It failed while working.</summary>
    Failed,

    /// <summary>It sent what cannot be understood.</summary>
    BrokenAnswer,
}

/// <summary>A model server did not do what was asked; the message says what happened, where, and what to do.</summary>
public sealed class ModelServerException : Exception
{
    internal ModelServerException(ModelServerProblem problem, string message, Exception? cause = null)
        : base(message, cause) => Problem = problem;

    public ModelServerProblem Problem { get; }

    /// <summary>HTTP status; null when there was no answer, or the trouble came later in the stream.</summary>
    public int? Status { get; internal init; }

    /// <summary>When the server wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The server's own words: one line, cut, without control characters; empty when it said nothing that can be shown.</summary>
    public string Detail { get; internal init; } = "";

    /// <summary>The same request may succeed when it is sent again.</summary>
    public bool IsTransient => Problem is ModelServerProblem.Unreachable or ModelServerProblem.TimedOut or ModelServerProblem.Busy
        || Status is 408 or 502 or 504
        || Problem is ModelServerProblem.Failed or ModelServerProblem.BrokenAnswer && Status is null;
}

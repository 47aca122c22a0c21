namespace RagDocs.Generation.OpenAi;

/// <summary>How patient the clients of a model server are. There is no limit on the whole answer: a slow model may write for minutes.</summary>
public sealed record ModelServerOptions
{
    /// <summary>For the connection alone.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence before the first word; a model on a processor reads a long prompt for minutes.</summary>
    public TimeSpan FirstTextTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Silence between two pieces of an answer that has begun.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a request is sent again when nothing of an answer has come yet.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Before the first retry; doubles with each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A server that wants a longer pause is not waited for: the asker is told instead.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(10);
}

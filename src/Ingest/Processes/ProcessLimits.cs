namespace RagDocs.Ingest.Processes;

/// <summary>What a child process may use before it is ended.</summary>
internal sealed record ProcessLimits
{
    /// <summary>Wall time from start to end.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Wall time without a byte of output.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>Processor time without a byte of output, children not counted; null for no such limit. Other than wall time it does not run out on a busy machine.</summary>
    public TimeSpan? SilentWork { get; init; }

    /// <summary>Processor time, enforced by the kernel.</summary>
    public required int CpuSeconds { get; init; }

    /// <summary>Address space, enforced by the kernel.</summary>
    public required int MemoryMegabytes { get; init; }

    /// <summary>Folder of its own for a program that works with files, its home and place for temporary files; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Size of each file it may write, enforced by the kernel; 0 forbids files.</summary>
    public int FileMegabytes { get; init; }

    /// <summary>Bytes of standard output.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Bytes of standard error; only the first 16 KB are kept.</summary>
    public required long ErrorBytes { get; init; }
}

/// <summary>A child process passed one of its limits and was ended.</summary>
/// <param name="message">The limit with its number, as the end of a sentence: "it took longer than 60 s".</param>
internal sealed class ProcessLimitException(string message) : Exception(message);

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">As the program returned it; above 128 when a signal ended it.</param>
/// <param name="Errors">The first 16 KB of standard error.</param>
internal sealed record ProcessOutcome(int ExitCode, string Errors);

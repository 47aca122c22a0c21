namespace RagDocs.Ingest.Sources.Uploads;

/// <param name="RunId">The upload it is part of.</param>
/// <param name="Path">As the client calls it.</param>
public sealed record NewUpload(long UserId, long CollectionId, long SourceId, long RunId, string Path, long SizeBytes);

/// <summary>A file that is being sent in pieces.</summary>
/// <param name="Id">Chosen by the service.</param>
/// <param name="Result">What became of it, once all of it has arrived.</param>
public sealed record UploadSession(
    string Id, long UserId, long CollectionId, long SourceId, long RunId, string Path, long SizeBytes, IntakeResult? Result = null);

public enum UploadProblem
{
    /// <summary>The client asked for something that cannot be.</summary>
    Refused,
    TooLarge,

    /// <summary>The piece does not fit what has arrived; ask for the offset and go on from there.</summary>
    Conflict,
    DiskFull,
}

/// <summary>A piece or a session could not be taken; the message says why, for people.</summary>
public sealed class UploadException(UploadProblem problem, string message) : Exception(message)
{
    public UploadProblem Problem { get; } = problem;
}

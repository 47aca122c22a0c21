using RagDocs.Generation.Models.Fit;

namespace RagDocs.Generation.Models.Import;

/// <summary>A file that could be imported, or may not.</summary>
/// <param name="Id">What it would be called here.</param>
/// <param name="Title">For people.</param>
/// <param name="Fit">How it would do on this machine; null for a file that is refused.</param>
/// <param name="Problem">Why it cannot be imported and what to do; null: it can.</param>
public sealed record ImportCandidate(ImportFile File, string Id, string Title, ModelFit? Fit, string? Problem)
{
    /// <summary>A model of this name lies in the models folder.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>It can be imported now.</summary>
    public bool CanImport => Problem is null && !IsInstalled;
}

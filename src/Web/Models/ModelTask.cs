using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Models;

/// <summary>What is being done to a model file.</summary>
public enum ModelTaskKind
{
    Download,
    Import,
    Verify,
    Test,
}

/// <summary>Work on one model file, running or just ended; a snapshot.</summary>
/// <param name="Model">The id it has once it is installed.</param>
/// <param name="Title">For people.</param>
public sealed record ModelTask(string Model, ModelTaskKind Kind, string Title)
{
    /// <summary>Null before the first report, for work that has none, and while an import waits for another.</summary>
    public TransferProgress? Progress { get; init; }

    public bool Ended { get; init; }

    /// <summary>A person stopped it; a download can be gone on with.</summary>
    public bool Canceled { get; init; }

    /// <summary>Why it failed, in words for people; null when it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>It failed because another file came than the known one; a person may accept it.</summary>
    public bool HashDiffers { get; init; }

    /// <summary>Of a check that ended.</summary>
    public ModelVerification? Verification { get; init; }

    /// <summary>Of a trial that ended.</summary>
    public EngineCheckResult? Trial { get; init; }
}

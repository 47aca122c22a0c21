namespace RagDocs.Generation.Models.Fit;

public enum Fitness
{
    /// <summary>Runs, and leaves memory for everything else.</summary>
    Fits,

    /// <summary>Runs when other programs give way; the machine may begin to swap.</summary>
    Tight,

    /// <summary>Needs more memory than there is.</summary>
    TooLarge,
}

/// <summary>How a model would do on this machine. Speeds are estimates: see <see cref="MachineFit"/>.</summary>
/// <param name="Id">Of the list's entry or of the installed model.</param>
/// <param name="Installed">It lies in the models folder.</param>
/// <param name="FileBytes">To download, or on the disk.</param>
/// <param name="MemoryBytes">It needs to run.</param>
/// <param name="TokensPerSecond">Chat: written; 0 for encoders. A token is about three quarters of a word.</param>
/// <param name="PromptTokensPerSecond">Read.</param>
public sealed record ModelFit(
    string Id, string Title, ModelKind Kind, bool Installed, Fitness Fitness, long FileBytes, long MemoryBytes, double TokensPerSecond, double PromptTokensPerSecond);

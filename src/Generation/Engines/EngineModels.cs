using RagDocs.Generation.Models;

namespace RagDocs.Generation.Engines;

/// <summary>Which model each engine is to run.</summary>
/// <param name="chosen">The model of a kind to run; null: none. Asked often, so it must be quick.</param>
public sealed class EngineModels(Func<ModelKind, InstalledModel?> chosen)
{
    /// <summary>The answer may be another one from now on.</summary>
    public event Action? Changed;

    public InstalledModel? Chosen(ModelKind kind) => chosen(kind);

    public void Tell() => Changed?.Invoke();
}

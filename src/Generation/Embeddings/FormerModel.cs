using RagDocs.Generation.Models;

namespace RagDocs.Generation.Embeddings;

/// <summary>
/// The embedding model that the index in use was made with although it is not chosen any more: while no other one is, its engine goes on until the
/// new index is there.
/// </summary>
public sealed class FormerModel
{
    private volatile InstalledModel? _model;

    public event Action? Changed;

    public InstalledModel? Model => _model;

    /// <param name="model">Null: it is not needed any more.</param>
    internal void Set(InstalledModel? model)
    {
        if (_model == model) return;
        _model = model;
        Changed?.Invoke();
    }

    /// <summary>Nothing, unless it is this one.</summary>
    internal void Release(InstalledModel model)
    {
        if (_model == model) Set(null);
    }
}

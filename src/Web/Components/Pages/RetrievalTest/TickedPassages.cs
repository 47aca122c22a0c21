using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>Passages that a person called right, in whichever ranking they stand.</summary>
public sealed class TickedPassages
{
    private readonly List<Passage> _passages = [];

    public IReadOnlyList<Passage> All => _passages;

    public bool Has(Passage passage) => _passages.Exists(p => p.ChunkId == passage.ChunkId);

    public void Set(Passage passage, bool right)
    {
        _passages.RemoveAll(p => p.ChunkId == passage.ChunkId);
        if (right) _passages.Add(passage);
    }

    public void Clear() => _passages.Clear();
}

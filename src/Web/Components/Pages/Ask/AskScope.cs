using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>The collections a person may ask in, and which of them were chosen; kept while the circuit lives.</summary>
public sealed class AskScope(CurrentUser currentUser, DocumentCatalog catalog)
{
    private readonly HashSet<long> _chosen = [];
    private SearchScope _readable = SearchScope.Nothing;

    public IReadOnlyList<CollectionLine> Collections { get; private set; } = [];

    /// <summary>What a question may be answered from.</summary>
    public SearchScope Narrowed => _readable.NarrowedTo(_chosen);

    /// <summary>Names of the chosen collections; empty for all readable ones.</summary>
    public string AskedIn => string.Join(", ", Collections.Where(c => _chosen.Contains(c.Id)).Select(c => c.Name));

    public int Chosen => _chosen.Count;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _readable = await currentUser.ScopeAsync(cancellationToken);
        Collections = await catalog.CollectionsAsync(_readable, cancellationToken);
        _chosen.IntersectWith(Collections.Select(c => c.Id));
    }

    public bool Has(long collectionId) => _chosen.Contains(collectionId);

    public void Set(long collectionId, bool chosen)
    {
        if (chosen) _chosen.Add(collectionId);
        else _chosen.Remove(collectionId);
    }
}

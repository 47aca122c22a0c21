namespace RagDocs.Retrieval.Access;

/// <summary>The collections a person may read. Every search and every opening of a source takes one; it goes into the query itself.</summary>
public sealed class SearchScope
{
    private SearchScope(IReadOnlySet<long>? collections) => Collections = collections;

    /// <summary>Readable collection ids; null means every collection.</summary>
    public IReadOnlySet<long>? Collections { get; }

    /// <summary>For the operator at the command line, who can read the data folder anyway. Never for a request over the network.</summary>
    public static SearchScope Everything { get; } = new(null);

    public static SearchScope Nothing { get; } = new(new HashSet<long>());

    public static SearchScope Of(IEnumerable<long> collections) => new(collections.ToHashSet());

    public bool Allows(long collectionId) => Collections is null || Collections.Contains(collectionId);

    /// <summary>The part of this scope that was asked for; asking for more than may be read never widens it.</summary>
    public SearchScope NarrowedTo(IReadOnlyCollection<long> wanted) =>
        wanted.Count == 0 ? this : new(wanted.Where(Allows).ToHashSet());
}

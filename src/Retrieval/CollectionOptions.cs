using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval;

/// <summary>The weights of a question that is asked in one collection: the collection's own where they are set, the common ones otherwise.</summary>
internal sealed class CollectionOptions(IDbContextFactory<RagDocsDbContext> catalog, RetrievalOptions common)
{
    private readonly Dictionary<string, RetrievalOptions> _byName = common.Collections.ToDictionary(
        named => named.Key, named => RetrievalWeights.With(common, named.Value), StringComparer.OrdinalIgnoreCase);

    public async Task<RetrievalOptions> OfAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        if (_byName.Count == 0 || scope.Collections is not { Count: 1 } only) return common;
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var name = await db.Collections.Where(c => c.Id == only.First()).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken);
        return name is not null && _byName.TryGetValue(name, out var own) ? own : common;
    }
}

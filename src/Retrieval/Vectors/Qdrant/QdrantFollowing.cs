using RagDocs.Retrieval.Generations;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>A collection and the catalog's change line up to which it is followed by this process.</summary>
internal sealed record Followed(QdrantCollection Collection, long LastChange);

/// <summary>
/// Carries the catalog's changes over to Qdrant. Every process that searches does this; two at once do no harm: whoever may have written
/// something outdated goes over the same documents again, because it reads on until there is no newer line, and whoever dies before has
/// left a note (<see cref="QdrantLedger"/>).
/// </summary>
internal sealed class QdrantFollowing(QdrantCollections collections, QdrantPoints points, QdrantLedger ledger, CatalogChunks catalog)
{
    /// <summary>Opens the generation's collection, fills or repairs it, and makes it the one that is searched.</summary>
    /// <returns>Null when a newer generation is searched by now.</returns>
    public async Task<Followed?> OpenAsync(ActiveGeneration generation, CancellationToken cancellationToken)
    {
        if (!await catalog.IsActiveAsync(generation.Id, cancellationToken)) return null;
        var collection = await collections.OpenAsync(generation, cancellationToken);
        var newest = await catalog.LastChangeAsync(cancellationToken);
        if (await ledger.MarkAsync(collection.Name, cancellationToken) > newest)
        {
            // The catalog is older than the index, so it was restored from a backup: its ids may stand for other chunks now.
            await collections.DropAsync(collection.Name, cancellationToken);
            collection = await collections.OpenAsync(generation, cancellationToken);
        }

        var since = await ledger.FollowedAsync(collection.Name, cancellationToken);
        var followed = await CatchUpAsync(new Followed(collection, since ?? -1), cancellationToken);
        if (!await catalog.IsActiveAsync(generation.Id, cancellationToken)) return null;
        await collections.SwitchAsync(collection, cancellationToken);
        await ledger.EndAsync(collection.Name, begun: false, cancellationToken);
        return followed;
    }

    /// <summary>Takes in all changes since, also those that come meanwhile.</summary>
    public async Task<Followed> CatchUpAsync(Followed known, CancellationToken cancellationToken)
    {
        var (collection, line) = (known.Collection, known.LastChange);
        var begun = false;
        while (true)
        {
            var since = line;
            var (last, documents) = since < 0
                ? (await catalog.LastChangeAsync(cancellationToken), null)
                : await catalog.ChangesSinceAsync(since, cancellationToken);
            if (last == since) break;
            await new QdrantReconciliation(catalog, points, ledger, collections.Weighting, collection, BeginAsync).RunAsync(documents, cancellationToken);
            line = last;

            async Task BeginAsync(CancellationToken token)
            {
                begun = true;
                await ledger.BeginAsync(collection.Name, Math.Max(since, 0), token);
            }
        }

        if (line == known.LastChange) return known;
        await ledger.AdvanceAsync(collection.Name, line, cancellationToken);
        await ledger.EndAsync(collection.Name, begun, cancellationToken);
        return known with { LastChange = line };
    }

    /// <summary>Fills the collection of a generation that is still being built, so that the switch to it finds little left to do.</summary>
    public async Task<QdrantCollection> PrepareAsync(ActiveGeneration generation, CancellationToken cancellationToken)
    {
        var collection = await collections.OpenAsync(generation, cancellationToken);
        var reconciliation = new QdrantReconciliation(catalog, points, ledger, collections.Weighting, collection, _ => Task.CompletedTask);
        await reconciliation.RunAsync(documents: null, cancellationToken);
        return collection;
    }
}

using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>
/// The collections of one installation: one for each generation of the index, behind an alias that is moved in one step. Collections
/// that it has left are deleted.
/// </summary>
internal sealed class QdrantCollections(
    QdrantConnection qdrant, CatalogChunks chunks, IOptions<QdrantOptions> options, IOptions<RetrievalOptions> retrieval)
{
    /// <summary>The name to search under.</summary>
    public string Alias => options.Value.Prefix;

    public TermWeighting Weighting { get; } = TermWeighting.Of(retrieval.Value);

    /// <summary>What is searched now; null when there is nothing yet.</summary>
    public async Task<QdrantCollectionName?> TargetAsync(CancellationToken cancellationToken)
    {
        var aliases = (await qdrant.AskAsync<AliasList>(HttpMethod.Get, "aliases", null, cancellationToken)).Aliases;
        return aliases.FirstOrDefault(a => a.AliasName == Alias) is { } found ? QdrantCollectionName.Parse(Alias, found.CollectionName) : null;
    }

    /// <summary>The generation's collection; made when it is not there.</summary>
    /// <exception cref="QdrantException">Among others, it holds vectors of another length.</exception>
    public async Task<QdrantCollection> OpenAsync(ActiveGeneration generation, CancellationToken cancellationToken)
    {
        var name = QdrantCollectionName.Of(Alias, generation.Id, Weighting).ToString();
        if (!(await qdrant.AskAsync<Existence>(HttpMethod.Get, $"collections/{name}/exists", null, cancellationToken)).Exists)
        {
            await CreateAsync(name, generation, cancellationToken);
        }

        // Asked for each time: the process that made the collection may have died before it made these.
        foreach (var index in CreateIndex.All)
        {
            await qdrant.WriteAsync(HttpMethod.Put, $"collections/{name}/index?wait=true", QdrantConnection.Bytes(index), cancellationToken);
        }

        var info = await InfoAsync(name, cancellationToken);
        var size = info.Config.Params.Vectors.TryGetProperty(PointVectors.Meaning, out var dense) ? dense.GetProperty("size").GetInt32() : 0;
        if (size != generation.Dimensions) throw qdrant.Failures.WrongDimensions(name, size, generation.Dimensions);
        return new QdrantCollection(name, generation.Id, size, info.Config.Metadata?.AverageLength ?? CatalogChunks.UsualLength);
    }

    public Task<CollectionInfo> InfoAsync(string name, CancellationToken cancellationToken) =>
        qdrant.AskAsync<CollectionInfo>(HttpMethod.Get, $"collections/{name}", null, cancellationToken);

    public Task DropAsync(string name, CancellationToken cancellationToken) =>
        qdrant.ChangeAsync(HttpMethod.Delete, $"collections/{name}", null, cancellationToken);

    /// <summary>Makes the collection the one that is searched, and deletes those that it replaces, but not that of a generation that is being built.</summary>
    public async Task SwitchAsync(QdrantCollection to, CancellationToken cancellationToken)
    {
        var target = await TargetAsync(cancellationToken);
        if (target?.ToString() != to.Name)
        {
            var move = ChangeAliases.Move(Alias, to.Name, exists: target is not null);
            await qdrant.ChangeAsync(HttpMethod.Post, "collections/aliases", move, cancellationToken);
        }

        var all = (await qdrant.AskAsync<CollectionList>(HttpMethod.Get, "collections", null, cancellationToken)).Collections;
        var coming = await chunks.GenerationsAfterAsync(to.Generation, cancellationToken);
        foreach (var old in all.Select(c => QdrantCollectionName.Parse(Alias, c.Name)).OfType<QdrantCollectionName>())
        {
            if (!coming.Contains(old.Generation) && old.ToString() != to.Name) await DropAsync(old.ToString(), cancellationToken);
        }
    }

    private async Task CreateAsync(string name, ActiveGeneration generation, CancellationToken cancellationToken)
    {
        var average = await chunks.AverageLengthAsync(generation.Id, Weighting, cancellationToken);
        try
        {
            await qdrant.ChangeAsync(
                HttpMethod.Put, $"collections/{name}", new CreateCollection(new CollectionMetadata(average), generation.Dimensions), cancellationToken);
        }
        catch (QdrantException failure) when (failure.Problem == QdrantProblem.Exists)
        {
            // Another process was first.
        }
    }
}

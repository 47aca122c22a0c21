using Microsoft.Extensions.Options;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Says whether the Qdrant server answers, in words for people.</summary>
public sealed class QdrantHealth
{
    private readonly QdrantConnection _qdrant;
    private readonly QdrantCollections _collections;
    private readonly QdrantOptions _options;

    internal QdrantHealth(QdrantConnection qdrant, QdrantCollections collections, IOptions<QdrantOptions> options) =>
        (_qdrant, _collections, _options) = (qdrant, collections, options.Value);

    /// <returns>Whether all is well, and what was found or what to do.</returns>
    public async Task<(bool Ok, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await _qdrant.VersionAsync(cancellationToken);
            if (await _collections.TargetAsync(cancellationToken) is not { } target) return (true, $"Qdrant {version}, no collection {_options.Prefix} yet; the first search makes it");
            var info = await _collections.InfoAsync(target.ToString(), cancellationToken);
            var found = $"Qdrant {version}, {info.PointsCount} points in {target}, status {info.Status}";
            return info.Status == "red" ? (false, $"{found}: a part of the collection does not work. Qdrant's own log says why.") : (true, found);
        }
        catch (QdrantException failure)
        {
            return (false, failure.Message);
        }
    }
}

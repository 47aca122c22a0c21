using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Reads, writes and deletes the points of chunks. A point's id is its chunk's.</summary>
internal sealed class QdrantPoints(QdrantConnection qdrant)
{
    /// <summary>Points written by one request.</summary>
    public const int AtOnce = 256;

    /// <summary>Qdrant takes 32 MB in one request unless told otherwise.</summary>
    private const int LargestRequest = 24 << 20;

    private const int DeletedAtOnce = 1_000;
    private const int Page = 4_096;

    /// <summary>What the collection holds, in order of id, of all documents or of some.</summary>
    public async IAsyncEnumerable<ChunkPlace> PlacesAsync(
        QdrantCollection collection, IReadOnlyList<long>? documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = Filter.Chunks(collection.Generation, documents);
        JsonElement? offset = null;
        do
        {
            var page = await qdrant.AskAsync<ScrollResult<ChunkRecord>>(
                HttpMethod.Post, $"collections/{collection.Name}/points/scroll", new Scroll(filter, Page, offset), cancellationToken);
            foreach (var point in page.Points) yield return PlaceOf(point);
            offset = page.NextPageOffset is { ValueKind: not JsonValueKind.Null } next ? next : null;
        }
        while (offset is not null);
    }

    /// <exception cref="QdrantException">They are not, or not for sure, visible.</exception>
    public async Task UpsertAsync(
        QdrantCollection collection, IReadOnlyList<(ChunkContent Chunk, SparseVector? Terms)> chunks, CancellationToken cancellationToken)
    {
        var body = QdrantConnection.Bytes(new Upsert([.. chunks.Select(c => PointOf(c.Chunk, c.Terms, collection))]));
        if (body.Length > LargestRequest && chunks.Count > 1)
        {
            await UpsertAsync(collection, [.. chunks.Take(chunks.Count / 2)], cancellationToken);
            await UpsertAsync(collection, [.. chunks.Skip(chunks.Count / 2)], cancellationToken);
            return;
        }

        await qdrant.WriteAsync(HttpMethod.Put, $"collections/{collection.Name}/points?wait=true", body, cancellationToken);
    }

    public async Task DeleteAsync(QdrantCollection collection, IReadOnlyList<long> chunkIds, CancellationToken cancellationToken)
    {
        foreach (var some in chunkIds.Chunk(DeletedAtOnce))
        {
            var body = QdrantConnection.Bytes(new DeletePoints([.. some.Select(id => (object)id)]));
            await qdrant.WriteAsync(HttpMethod.Post, $"collections/{collection.Name}/points/delete?wait=true", body, cancellationToken);
        }
    }

    private static ChunkPlace PlaceOf(ChunkRecord point) => new(
        point.Id, point.Payload.Document, long.TryParse(point.Payload.Collection, CultureInfo.InvariantCulture, out var collection) ? collection : 0);

    private static Point PointOf(ChunkContent chunk, SparseVector? terms, QdrantCollection collection)
    {
        var place = chunk.Place;
        return new Point(
            place.ChunkId, new PointVectors(DenseOf(chunk.Vector, collection.Dimensions), terms),
            new ChunkPayload(place.DocumentId, place.CollectionId.ToString(CultureInfo.InvariantCulture), collection.Generation));
    }

    /// <returns>Null for a vector of another model's length, or one without a direction.</returns>
    private static ReadOnlyMemory<float>? DenseOf(byte[]? values, int dimensions)
    {
        if (values is null || values.Length != dimensions * sizeof(float)) return null;
        var vector = MemoryMarshal.Cast<byte, float>(values);
        // Not in one expression: there null would become an empty vector.
        if (!vector.ContainsAnyExcept(0f)) return null;
        return vector.ToArray();
    }
}

using System.Numerics.Tensors;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Vectors;

/// <summary>All vectors as they were at one moment. Immutable, so searches run beside each other and beside a reload.</summary>
/// <param name="Generation">The index generation whose vectors these are, and no other's.</param>
/// <param name="Dimensions">Numbers in each of them.</param>
/// <param name="LastChange">Highest <see cref="Store.IndexChange.Id"/> taken into account.</param>
internal sealed record VectorSnapshot(long Generation, int Dimensions, IReadOnlyList<DocumentVectors> Documents, long LastChange)
{
    public int Count(SearchScope scope) => Documents.Where(d => scope.Allows(d.CollectionId)).Sum(d => d.ChunkIds.Length);

    /// <summary>Exact scan: the chunks with the highest cosine, best first. Every vector in scope is compared once.</summary>
    public List<RankedChunk> Search(ReadOnlySpan<float> query, SearchScope scope, int top)
    {
        var best = new PriorityQueue<long, float>(top + 1);
        var worst = float.NegativeInfinity;
        foreach (var document in Documents)
        {
            if (!scope.Allows(document.CollectionId)) continue;
            for (var row = 0; row < document.ChunkIds.Length; row++)
            {
                var cosine = TensorPrimitives.Dot(query, document.Values.AsSpan(row * query.Length, query.Length));
                if (best.Count == top && cosine <= worst) continue;
                if (best.Count == top) best.DequeueEnqueue(document.ChunkIds[row], cosine);
                else best.Enqueue(document.ChunkIds[row], cosine);
                if (best.TryPeek(out _, out var lowest)) worst = lowest;
            }
        }

        return [.. best.UnorderedItems.OrderByDescending(x => x.Priority).ThenBy(x => x.Element).Select(x => new RankedChunk(x.Element, x.Priority))];
    }

    /// <summary>This snapshot with some documents' vectors exchanged; those without vectors left are gone.</summary>
    public VectorSnapshot With(IReadOnlySet<long> changed, IEnumerable<DocumentVectors> reloaded, long lastChange) =>
        this with { Documents = [.. Documents.Where(d => !changed.Contains(d.DocumentId)), .. reloaded], LastChange = lastChange };
}

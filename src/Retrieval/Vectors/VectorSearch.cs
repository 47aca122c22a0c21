using System.Numerics.Tensors;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// The rows with the highest dot product, exactly: a first pass over int8 rows leaves over all that could belong to the best by its
/// bounds, and those are scored with the float rows. Where a part's first pass looks at some of the dimensions only, the result is exact
/// among the best <see cref="EstimatedFor"/> of that pass.
/// </summary>
internal static class VectorSearch
{
    /// <param name="query">Finite.</param>
    /// <param name="top">At least 1.</param>
    /// <returns>Best first; equal scores in the order of parts and units.</returns>
    /// <exception cref="ObjectDisposedException">A part was disposed before its turn.</exception>
    public static async Task<IReadOnlyList<VectorMatch>> SearchAsync(
        IReadOnlyList<VectorScope> parts, ReadOnlyMemory<float> query, int top, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        if (!(TensorPrimitives.Norm(query.Span) <= VectorPartWriter.LongestSensible)) throw new ArgumentException("The question's vector is not finite.", nameof(query));
        var best = new BestMatches(top);
        var rounded = new Dictionary<int, Int8Vector>();
        for (var p = 0; p < parts.Count; p++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (part, allowed) = parts[p];
            if (allowed.Count == 0) continue;
            if (part.Layout.Dimensions != query.Length) throw new ArgumentException($"The question has {query.Length} numbers and the rows have {part.Layout.Dimensions}.", nameof(query));
            if (!rounded.TryGetValue(part.Layout.ScanDimensions, out var vector))
            {
                rounded[part.Layout.ScanDimensions] = vector = new Int8Vector(query.Span[..part.Layout.ScanDimensions]);
            }

            using var pin = part.Pin();
            var estimated = part.Layout.ScanDimensions < part.Layout.Dimensions;
            var scan = new ScanQuery(
                vector, ScanBounds.Of(query.Span, vector, part.Layout), allowed, estimated ? EstimatedFor(top) : top,
                estimated ? float.NegativeInfinity : best.Floor, cancellationToken);
            await part.Gate.ScanAsync(scan);
            Rescore(part, p, scan, estimated, query.Span, best);
        }

        return best.Matches;
    }

    /// <summary>Rows kept for rescoring when the first pass is an estimate.</summary>
    private static int EstimatedFor(int top) => Math.Max(4 * top, 64);

    private static void Rescore(VectorPart part, int index, ScanQuery scan, bool estimated, ReadOnlySpan<float> query, BestMatches best)
    {
        var units = new List<int>();
        var uppers = new List<float>();
        var floor = scan.Floor;
        foreach (var candidates in scan.Candidates)
        {
            for (var c = 0; c < candidates.Count; c++)
            {
                if (candidates.Uppers[c] < floor) continue;
                units.Add(candidates.Units[c]);
                uppers.Add(-candidates.Uppers[c]);
            }
        }

        // Highest bound first: once the best are better than a bound, they are better than all that follow.
        var order = units.ToArray();
        var bounds = uppers.ToArray();
        Array.Sort(bounds, order);
        for (var c = 0; c < order.Length; c++)
        {
            if (!estimated && -bounds[c] < best.Floor) break;
            best.Add(new VectorMatch(index, order[c], TensorPrimitives.Dot(query, part.Vector(order[c]))));
        }
    }
}

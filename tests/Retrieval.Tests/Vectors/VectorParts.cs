using System.Numerics.Tensors;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Tests.Vectors;

/// <summary>Parts from vectors, and what a search of them must find.</summary>
internal static class VectorParts
{
    public static VectorPart Of(float[][] vectors, int? rowsPerStripe = null, Func<VectorPart, ScanGate>? gate = null) =>
        VectorPart.Open(VectorPartWriter.Build([.. vectors.Select(v => (ReadOnlyMemory<float>)v)], vectors[0].Length, rowsPerStripe: rowsPerStripe), "test", gate);

    public static AllowedUnits All(int count) => new(count == 0 ? [] : [new UnitRange(0, count)], count);

    /// <summary>Ranges of 1 to <paramref name="longest"/> units with gaps between.</summary>
    public static AllowedUnits Some(int count, int longest, Random random)
    {
        var ranges = new List<UnitRange>();
        for (var unit = random.Next(longest); unit < count; unit += 1 + random.Next(longest))
        {
            var end = Math.Min(count, unit + 1 + random.Next(longest));
            ranges.Add(new UnitRange(unit, end));
            unit = end;
        }

        return new AllowedUnits(ranges, count);
    }

    /// <summary>The plainest search there is: every allowed float row, sorted.</summary>
    public static List<VectorMatch> BruteForce(IReadOnlyList<(float[][] Vectors, AllowedUnits Allowed)> parts, float[] query, int top) =>
        [.. parts.SelectMany((p, index) => p.Vectors.Select((v, unit) => (Match: new VectorMatch(index, unit, TensorPrimitives.Dot<float>(query, v)), p.Allowed)))
            .Where(x => x.Allowed.Contains(x.Match.Unit)).Select(x => x.Match)
            .OrderByDescending(m => m.Score).ThenBy(m => m.Part).ThenBy(m => m.Unit).Take(top)];
}

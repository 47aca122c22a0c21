using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Vectors;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks.Vectors;

/// <summary>Vectors and held-out questions of one kind: as files for the rivals, and as a mapped part made by merging parts of 100,000.</summary>
internal sealed class VectorData : IDisposable
{
    private const int Topics = 1_000;
    private const int PartRows = 100_000;
    private readonly TempFolder _folder = new();

    public VectorData(bool ofTopics, int count, int dimensions, int queries)
    {
        (Count, Dimensions) = (count, dimensions);
        Queries = ofTopics ? SomeVectors.OfTopics(queries, dimensions, Topics, 1, querySeed: 999) : SomeVectors.Isotropic(queries, dimensions, 999);
        Write(QueriesFile, Queries);
        var parts = new List<VectorScope>();
        for (var start = 0; start < count; start += PartRows)
        {
            var rows = Math.Min(PartRows, count - start);
            var vectors = ofTopics ? SomeVectors.OfTopics(rows, dimensions, Topics, 1, querySeed: 2 + start) : SomeVectors.Isotropic(rows, dimensions, 2 + start);
            Write(RowsFile, vectors);
            var building = TimeProvider.System.GetTimestamp();
            parts.Add(new VectorScope(VectorPart.Open(VectorPartWriter.Build([.. vectors.Select(v => (ReadOnlyMemory<float>)v)], dimensions), "built"), All(rows)));
            BuildSeconds += TimeProvider.System.GetElapsedTime(building).TotalSeconds;
        }

        var merging = TimeProvider.System.GetTimestamp();
        using (var file = File.Create(PartFile)) VectorPartWriter.Merge(parts, file, default);
        MergeSeconds = TimeProvider.System.GetElapsedTime(merging).TotalSeconds;
    }

    public int Count { get; }

    public int Dimensions { get; }

    public float[][] Queries { get; }

    /// <summary>Rounding to int8, copying, checksums; all parts.</summary>
    public double BuildSeconds { get; }

    /// <summary>Of the parts in memory into one file.</summary>
    public double MergeSeconds { get; }

    public string Folder => _folder.Path;

    public string RowsFile => Path.Combine(Folder, "rows.f32");

    public string QueriesFile => Path.Combine(Folder, "queries.f32");

    public string PartFile => Path.Combine(Folder, "part");

    public static AllowedUnits All(int count) => new([new UnitRange(0, count)], count);

    /// <summary>The ten best rows of some questions by a float scan.</summary>
    public int[][] Truth(VectorPart part, int queries) => [.. Enumerable.Range(0, queries).AsParallel().AsOrdered().Select(q =>
    {
        var best = new PriorityQueue<int, float>();
        for (var u = 0; u < part.Count; u++)
        {
            best.Enqueue(u, TensorPrimitives.Dot(Queries[q], part.Vector(u)));
            if (best.Count > 10) best.Dequeue();
        }

        return best.UnorderedItems.Select(x => x.Element).ToArray();
    })];

    public void Dispose() => _folder.Dispose();

    private static void Write(string path, float[][] vectors)
    {
        using var file = new FileStream(path, FileMode.Append);
        foreach (var vector in vectors) file.Write(MemoryMarshal.AsBytes<float>(vector));
    }
}

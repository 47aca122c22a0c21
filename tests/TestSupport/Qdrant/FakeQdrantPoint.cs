using System.Text.Json.Nodes;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>A stored point.</summary>
/// <param name="Dense">Normalised, as Qdrant does for cosine; null when the point has none.</param>
internal sealed record FakeQdrantPoint(JsonNode Id, float[]? Dense, Dictionary<uint, float>? Sparse, JsonObject Payload)
{
    /// <summary>Numbers before UUIDs, as Qdrant scrolls.</summary>
    public (int Kind, ulong Number, string Text) Order =>
        Id.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (0, (ulong)Id, "") : (1, 0, (string)Id!);

    public static FakeQdrantPoint Read(JsonNode point, int dimensions)
    {
        var vectors = point["vector"]!.AsObject();
        foreach (var (name, _) in vectors)
        {
            if (name is not ("dense" or "bm25")) throw new FakeQdrantError(400, $"Wrong input: Not existing vector name error: {name}");
        }

        return new FakeQdrantPoint(
            point["id"]!.DeepClone(), DenseOf(vectors["dense"], dimensions), SparseOf(vectors["bm25"]), point["payload"]?.DeepClone().AsObject() ?? []);
    }

    public static float[]? DenseOf(JsonNode? values, int dimensions)
    {
        if (values is null) return null;
        var vector = values.AsArray().Select(v => (float)v!).ToArray();
        if (vector.Length != dimensions) throw new FakeQdrantError(400, $"Wrong input: Vector dimension error: expected dim: {dimensions}, got {vector.Length}");
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return length == 0 ? vector : [.. vector.Select(x => x / length)];
    }

    public static Dictionary<uint, float>? SparseOf(JsonNode? sparse)
    {
        if (sparse is null) return null;
        var (indices, values) = (sparse["indices"]!.AsArray(), sparse["values"]!.AsArray());
        if (indices.Count != values.Count) throw new FakeQdrantError(422, "Validation error in JSON body: must be the same length as indices");
        if (indices.Select(i => (uint)i!).Distinct().Count() < indices.Count) throw new FakeQdrantError(422, "Validation error in JSON body: must be unique");
        return indices.Zip(values).ToDictionary(x => (uint)x.First!, x => (float)x.Second!);
    }
}

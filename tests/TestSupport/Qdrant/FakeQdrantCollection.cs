using System.Globalization;
using System.Text.Json.Nodes;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>A collection in memory, searched exactly.</summary>
internal sealed class FakeQdrantCollection(JsonNode creation)
{
    private readonly SortedDictionary<(int Kind, ulong Number, string Text), FakeQdrantPoint> _points = [];
    private readonly Dictionary<string, JsonNode> _indexes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _indexed = new(StringComparer.Ordinal);

    private int Dimensions { get; } = (int)creation["vectors"]!["dense"]!["size"]!;

    public IEnumerable<FakeQdrantPoint> Points => _points.Values;

    public void Index(JsonNode request)
    {
        var field = (string)request["field_name"]!;
        _indexes[field] = request["field_schema"]!.DeepClone();
        _indexed.Add(field);
    }

    public void Upsert(JsonNode request)
    {
        var points = request["points"]!.AsArray().Select(p => FakeQdrantPoint.Read(p!, Dimensions)).ToList();
        foreach (var point in points)
        {
            if (_points.TryGetValue(point.Order, out var old) && !FakeQdrantFilter.Matches(request["update_filter"], old.Payload, _indexed)) continue;
            _points[point.Order] = point;
        }
    }

    public void Delete(JsonNode request)
    {
        foreach (var id in request["points"]!.AsArray()) _points.Remove(new FakeQdrantPoint(id!, null, null, []).Order);
    }

    public JsonNode Scroll(JsonNode request)
    {
        var limit = (int?)request["limit"] ?? 10;
        var from = request["offset"] is { } offset ? new FakeQdrantPoint(offset, null, null, []).Order : default;
        var found = Allowed(request["filter"]).Where(p => p.Order.CompareTo(from) >= 0).Take(limit + 1).ToList();
        var page = found.Take(limit).Select(p => (JsonNode)new JsonObject { ["id"] = p.Id.DeepClone(), ["payload"] = p.Payload.DeepClone() });
        return new JsonObject { ["points"] = new JsonArray([.. page]), ["next_page_offset"] = found.Count > limit ? found[limit].Id.DeepClone() : null };
    }

    public JsonNode Count(JsonNode request) => new JsonObject { ["count"] = Allowed(request["filter"]).Count() };

    public JsonNode Query(JsonNode request)
    {
        var limit = (int?)request["limit"] ?? 10;
        var points = Ranked(request).Take(limit).Select(x => (JsonNode)new JsonObject { ["id"] = x.Point.Id.DeepClone(), ["version"] = 0, ["score"] = x.Score });
        return new JsonObject { ["points"] = new JsonArray([.. points]) };
    }

    public JsonNode Info() => new JsonObject
    {
        ["status"] = "green",
        ["optimizer_status"] = "ok",
        ["points_count"] = _points.Count,
        ["indexed_vectors_count"] = 0,
        ["segments_count"] = 1,
        ["config"] = new JsonObject
        {
            ["params"] = new JsonObject { ["vectors"] = creation["vectors"]!.DeepClone(), ["sparse_vectors"] = creation["sparse_vectors"]?.DeepClone() },
            ["hnsw_config"] = new JsonObject { ["m"] = 16, ["ef_construct"] = 100, ["full_scan_threshold"] = 10_000 },
            ["optimizer_config"] = new JsonObject { ["default_segment_number"] = 0, ["flush_interval_sec"] = 5 },
            ["metadata"] = creation["metadata"]?.DeepClone(),
        },
        ["payload_schema"] = new JsonObject(_indexes.Select(x => KeyValuePair.Create(x.Key, (JsonNode?)new JsonObject
        {
            ["data_type"] = x.Value["type"]!.DeepClone(), ["params"] = x.Value.DeepClone(), ["points"] = _points.Values.Count(p => p.Payload.ContainsKey(x.Key)),
        }))),
    };

    private IEnumerable<FakeQdrantPoint> Allowed(JsonNode? filter) => _points.Values.Where(p => FakeQdrantFilter.Matches(filter, p.Payload, _indexed));

    private IEnumerable<(FakeQdrantPoint Point, double Score)> Ranked(JsonNode request)
    {
        var query = request["query"]!;
        var scored = query switch
        {
            JsonObject fused when fused["rrf"] is { } rrf => Fused(request["prefetch"]!.AsArray(), rrf, request["filter"]),
            JsonArray dense => ByMeaning(FakeQdrantPoint.DenseOf(dense, Dimensions)!, request["filter"]),
            _ => ByKeyword(FakeQdrantPoint.SparseOf(query)!, request["filter"]),
        };
        return scored.OrderByDescending(x => x.Score).ThenBy(x => x.Point.Order);
    }

    private IEnumerable<(FakeQdrantPoint Point, double Score)> ByMeaning(float[] query, JsonNode? filter) =>
        Allowed(filter).Where(p => p.Dense is not null).Select(p => (p, (double)query.Zip(p.Dense!, (a, b) => a * b).Sum()));

    /// <summary>The "idf" modifier counts all points, whatever the filter.</summary>
    private IEnumerable<(FakeQdrantPoint Point, double Score)> ByKeyword(Dictionary<uint, float> query, JsonNode? filter)
    {
        var all = _points.Values.Count(p => p.Sparse is not null);
        var idf = query.Keys.ToDictionary(t => t, t => _points.Values.Count(p => p.Sparse?.ContainsKey(t) == true))
            .ToDictionary(x => x.Key, x => Math.Log(((all - x.Value + 0.5) / (x.Value + 0.5)) + 1));
        return Allowed(filter).Where(p => p.Sparse is not null && query.Keys.Any(p.Sparse.ContainsKey))
            .Select(p => (p, query.Sum(t => t.Value * p.Sparse!.GetValueOrDefault(t.Key) * idf[t.Key])));
    }

    /// <summary>As the server does: ranks from 0, a weight stretches them: 1 / ((rank + 1) / weight + k - 1).</summary>
    private IEnumerable<(FakeQdrantPoint Point, double Score)> Fused(JsonArray prefetch, JsonNode rrf, JsonNode? filter)
    {
        var k = (int?)rrf["k"] ?? 2;
        var weights = rrf["weights"] as JsonArray;
        if (weights is not null && weights.Count != prefetch.Count) throw new FakeQdrantError(400, string.Create(CultureInfo.InvariantCulture,
            $"Wrong input: Number of weights in RRF should match number of pre-fetches: got {weights.Count}, expected {prefetch.Count}"));
        var scores = new Dictionary<FakeQdrantPoint, double>();
        for (var i = 0; i < prefetch.Count; i++)
        {
            var weight = (double?)weights?[i] ?? 1;
            var rank = 0;
            foreach (var (point, _) in Ranked(prefetch[i]!).Take((int?)prefetch[i]!["limit"] ?? 10))
            {
                if (!FakeQdrantFilter.Matches(filter, point.Payload, _indexed)) continue;
                var score = weight <= 0 ? 0 : 1 / ((++rank / weight) + k - 1);
                scores[point] = scores.GetValueOrDefault(point) + score;
            }
        }

        return scores.Select(s => (s.Key, s.Value));
    }
}

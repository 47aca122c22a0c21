using System.Text.Json.Nodes;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>Qdrant's filters, as far as RagDocs uses them; on fields with an index only, as a server in strict mode wants it.</summary>
internal static class FakeQdrantFilter
{
    public static bool Matches(JsonNode? filter, JsonObject payload, IReadOnlySet<string> indexed)
    {
        if (filter is null) return true;
        foreach (var (kind, _) in filter.AsObject())
        {
            if (kind != "must") throw new FakeQdrantError(400, $"This fake knows no {kind}");
        }

        return filter["must"]!.AsArray().All(condition => Holds(condition!, payload, indexed));
    }

    private static bool Holds(JsonNode condition, JsonObject payload, IReadOnlySet<string> indexed)
    {
        var key = (string)condition["key"]!;
        if (!indexed.Contains(key)) throw new FakeQdrantError(400, $"Bad request: Index required but not found for \"{key}\"");
        if (payload[key] is not { } value) return false;
        if (condition["match"] is { } match)
        {
            return match["any"] is JsonArray any ? any.Any(x => JsonNode.DeepEquals(x, value)) : JsonNode.DeepEquals(match["value"], value);
        }

        return condition["range"]?["lt"] is { } below && (double)value < (double)below;
    }
}

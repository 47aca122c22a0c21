using System.Globalization;
using System.Text.Json.Nodes;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>
/// Compares JSON with a schema as OpenAPI 3.0 writes them, as far as Qdrant's description uses it. Stricter than the standard in one
/// thing: a property that the schema does not name is a fault, because a server would ignore a misspelt one in silence.
/// </summary>
internal sealed class JsonSchemaCheck(JsonObject document)
{
    /// <returns>What is wrong and where; empty when nothing is.</returns>
    public IReadOnlyList<string> Faults(JsonNode? value, JsonNode? schema, string at = "$")
    {
        if (schema is not JsonObject rules) return [];
        if ((string?)rules["$ref"] is { } reference) return Faults(value, Resolve(reference), at);
        if ((rules["anyOf"] ?? rules["oneOf"]) is JsonArray choices) return FaultsOfAll(value, choices, at);
        if (value is null) return rules.Count == 0 || (bool?)rules["nullable"] == true ? [] : [$"{at} is null"];
        if (rules["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value))) return [$"{at} is {value.ToJsonString()}, not one of {allowed.ToJsonString()}"];
        return (string?)rules["type"] switch
        {
            "object" => ObjectFaults(value, rules, at),
            "array" => ArrayFaults(value, rules, at),
            "string" => StringFaults(value, rules, at),
            "integer" or "number" => NumberFaults(value, rules, at),
            "boolean" => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? [] : [$"{at} is no boolean"],
            // {"nullable": true} among choices means null and nothing else.
            null => (bool?)rules["nullable"] == true ? [$"{at} is not null"] : [],
            var other => [$"{at}: the schema has a type {other}"],
        };
    }

    private IReadOnlyList<string> FaultsOfAll(JsonNode? value, JsonArray choices, string at)
    {
        var closest = new List<string>();
        foreach (var choice in choices)
        {
            var faults = Faults(value, choice, at);
            if (faults.Count == 0) return [];
            closest.AddRange(faults);
        }

        return [$"{at} fits none of {choices.Count} forms: {string.Join("; ", closest.Distinct(StringComparer.Ordinal).Take(6))}"];
    }

    private IReadOnlyList<string> ObjectFaults(JsonNode value, JsonObject rules, string at)
    {
        if (value is not JsonObject map) return [$"{at} is no object"];
        var faults = new List<string>();
        foreach (var name in (rules["required"] as JsonArray ?? []).Select(n => (string)n!))
        {
            if (!map.ContainsKey(name)) faults.Add($"{at} lacks {name}");
        }

        var known = rules["properties"] as JsonObject ?? [];
        var others = rules["additionalProperties"];
        foreach (var (name, member) in map)
        {
            if (known.TryGetPropertyValue(name, out var schema)) faults.AddRange(Faults(member, schema, $"{at}.{name}"));
            else if (others is JsonObject any) faults.AddRange(Faults(member, any, $"{at}.{name}"));
            else if (others is null || !(bool)others) faults.Add($"{at}.{name} is not in the description");
        }

        return faults;
    }

    private IReadOnlyList<string> ArrayFaults(JsonNode value, JsonObject rules, string at)
    {
        if (value is not JsonArray items) return [$"{at} is no array"];
        if (items.Count < ((int?)rules["minItems"] ?? 0)) return [$"{at} has too few items"];
        if ((bool?)rules["uniqueItems"] == true && items.Select(i => i?.ToJsonString()).Distinct(StringComparer.Ordinal).Count() < items.Count) return [$"{at} has an item twice"];
        return [.. items.SelectMany((item, i) => Faults(item, rules["items"], $"{at}[{i}]")).Take(5)];
    }

    private static IReadOnlyList<string> StringFaults(JsonNode value, JsonObject rules, string at)
    {
        if (value.GetValueKind() != System.Text.Json.JsonValueKind.String) return [$"{at} is no text"];
        var text = (string)value!;
        if (text.Length < ((int?)rules["minLength"] ?? 0)) return [$"{at} is too short"];
        return (string?)rules["format"] == "uuid" && !Guid.TryParse(text, out _) ? [$"{at} is no UUID"] : [];
    }

    private static IReadOnlyList<string> NumberFaults(JsonNode value, JsonObject rules, string at)
    {
        if (value.GetValueKind() != System.Text.Json.JsonValueKind.Number) return [$"{at} is no number"];
        var number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        if ((string?)rules["type"] == "integer" && number % 1 != 0) return [$"{at} is no whole number"];
        if (number < ((double?)rules["minimum"] ?? double.MinValue) || number > ((double?)rules["maximum"] ?? double.MaxValue)) return [$"{at} is out of range"];
        return (string?)rules["format"] == "uint32" && number > uint.MaxValue ? [$"{at} is more than 32 bits"] : [];
    }

    private JsonNode? Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, name) => node?[name]) ?? throw new InvalidDataException(reference);
}

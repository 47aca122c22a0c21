using System.Text.Json.Nodes;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>The collections and aliases of a fake server, and what its requests do to them. One request at a time.</summary>
internal sealed class FakeQdrantStore
{
    private readonly Dictionary<string, FakeQdrantCollection> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<Action> _acknowledged = [];

    public IReadOnlyCollection<string> Collections
    {
        get
        {
            lock (_collections) return [.. _collections.Keys];
        }
    }

    public IReadOnlyDictionary<string, string> Aliases
    {
        get
        {
            lock (_collections) return new Dictionary<string, string>(_aliases, StringComparer.Ordinal);
        }
    }

    /// <param name="acknowledgeOnly">Changes of points go into the log; the next that is carried out takes them along.</param>
    /// <returns>The result, without its envelope.</returns>
    /// <exception cref="FakeQdrantError">It cannot be done.</exception>
    public JsonNode Answer(string method, string[] path, JsonNode? body, bool acknowledgeOnly = false)
    {
        lock (_collections)
        {
            return (method, path) switch
            {
                ("GET", ["aliases"]) => new JsonObject { ["aliases"] = Array(_aliases.Select(a => Description(a.Key, a.Value))) },
                ("GET", ["collections"]) => new JsonObject { ["collections"] = Array(_collections.Keys.Select(c => (JsonNode)new JsonObject { ["name"] = c })) },
                ("POST", ["collections", "aliases"]) => ChangeAliases(body!),
                ("GET", ["collections", var name, "exists"]) => new JsonObject { ["exists"] = _collections.ContainsKey(Resolved(name)) },
                ("PUT", ["collections", var name]) => Create(name, body!),
                ("DELETE", ["collections", var name]) => Drop(name),
                ("GET", ["collections", var name]) => Find(name).Info(),
                ("PUT", ["collections", var name, "index"]) => Change(name, c => c.Index(body!), acknowledgeOnly: false),
                ("PUT", ["collections", var name, "points"]) => Change(name, c => c.Upsert(body!), acknowledgeOnly),
                ("POST", ["collections", var name, "points", "delete"]) => Change(name, c => c.Delete(body!), acknowledgeOnly),
                ("POST", ["collections", var name, "points", "scroll"]) => Find(name).Scroll(body!),
                ("POST", ["collections", var name, "points", "count"]) => Find(name).Count(body!),
                ("POST", ["collections", var name, "points", "query"]) => Find(name).Query(body!),
                ("POST", ["collections", var name, "points", "query", "batch"]) => Array(body!["searches"]!.AsArray().Select(s => Find(name).Query(s!))),
                _ => throw new FakeQdrantError(404, ""),
            };
        }
    }

    public IReadOnlyList<FakeQdrantPoint> Points(string name)
    {
        lock (_collections) return [.. Find(name).Points];
    }

    private string Resolved(string name) => _aliases.GetValueOrDefault(name, name);

    private FakeQdrantCollection Find(string name) =>
        _collections.GetValueOrDefault(Resolved(name)) ?? throw new FakeQdrantError(404, $"Not found: Collection `{name}` doesn't exist!");

    private JsonNode Create(string name, JsonNode body)
    {
        if (!_collections.TryAdd(name, new FakeQdrantCollection(body))) throw new FakeQdrantError(409, $"Wrong input: Collection `{name}` already exists!");
        return true;
    }

    private JsonNode Drop(string name)
    {
        foreach (var alias in _aliases.Where(a => a.Value == name).Select(a => a.Key).ToList()) _aliases.Remove(alias);
        return _collections.Remove(name);
    }

    private JsonNode Change(string name, Action<FakeQdrantCollection> change, bool acknowledgeOnly)
    {
        var collection = Find(name);
        if (acknowledgeOnly)
        {
            _acknowledged.Add(() => change(collection));
            return new JsonObject { ["operation_id"] = 0, ["status"] = "acknowledged" };
        }

        foreach (var earlier in _acknowledged) earlier();
        _acknowledged.Clear();
        change(collection);
        return new JsonObject { ["operation_id"] = 0, ["status"] = "completed" };
    }

    private JsonNode ChangeAliases(JsonNode body)
    {
        foreach (var action in body["actions"]!.AsArray())
        {
            if (action!["delete_alias"] is { } delete) _aliases.Remove((string)delete["alias_name"]!);
            if (action["create_alias"] is not { } create) continue;
            var collection = (string)create["collection_name"]!;
            if (!_collections.ContainsKey(collection)) throw new FakeQdrantError(404, $"Not found: Collection `{collection}` doesn't exist!");
            _aliases[(string)create["alias_name"]!] = collection;
        }

        return true;
    }

    private static JsonNode Description(string alias, string collection) =>
        new JsonObject { ["alias_name"] = alias, ["collection_name"] = collection };

    private static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);
}

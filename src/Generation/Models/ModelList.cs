using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagDocs.Generation.Models;

/// <summary>The models worth trying, best first within a kind: <c>deploy/models.json</c>, built into the program.</summary>
public sealed class ModelList
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private ModelList(IReadOnlyList<ListedModel> models) => Models = models;

    public IReadOnlyList<ListedModel> Models { get; }

    public static ModelList BuiltIn { get; } = Load();

    public static ModelList Parse(Stream json) =>
        new(JsonSerializer.Deserialize<Document>(json, Json)?.Models ?? throw new InvalidDataException("The list of models is empty."));

    /// <summary>By id, by file name or by the installed id, in any case.</summary>
    public ListedModel? Find(string name) => Models.FirstOrDefault(m => Same(m.Id, name) || Same(m.File, name) || Same(m.InstalledId, name));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static ModelList Load()
    {
        using var json = typeof(ModelList).Assembly.GetManifestResourceStream("models.json")
            ?? throw new InvalidOperationException("The list of models is missing from the program. Build it again.");
        return Parse(json);
    }

    private sealed record Document(IReadOnlyList<ListedModel> Models);
}

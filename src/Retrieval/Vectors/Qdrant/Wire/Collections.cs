using System.Text.Json.Serialization;

namespace RagDocs.Retrieval.Vectors.Qdrant.Wire;

internal sealed record CreateCollection(CollectionMetadata Metadata, [property: JsonIgnore] int Dimensions)
{
    public Dictionary<string, object> Vectors { get; } = new(StringComparer.Ordinal) { [PointVectors.Meaning] = new { size = Dimensions, distance = "Cosine" } };

    public Dictionary<string, object> SparseVectors { get; } = new(StringComparer.Ordinal) { [PointVectors.Keywords] = new { modifier = "idf" } };
}

/// <param name="AverageLength">Of a chunk in terms when the collection was made; every weight in it was made with this one.</param>
internal sealed record CollectionMetadata(double AverageLength);

internal sealed record CreateIndex(string FieldName, object FieldSchema)
{
    /// <summary>Everything that is filtered by; a server in strict mode refuses filters on other fields.</summary>
    public static IReadOnlyList<CreateIndex> All { get; } =
    [
        new("collection", new { type = "keyword", is_tenant = true }),
        new("document", new { type = "integer", lookup = true, range = false }),
        new("generation", new { type = "integer", lookup = true, range = false }),
        new("state", new { type = "keyword" }),
        new("line", new { type = "integer", lookup = false, range = true }),
    ];
}

internal sealed record ChangeAliases(IReadOnlyList<object> Actions)
{
    /// <summary>One request, so that there is no moment without the alias.</summary>
    public static ChangeAliases Move(string alias, string collection, bool exists)
    {
        object create = new { create_alias = new { alias_name = alias, collection_name = collection } };
        return new ChangeAliases(exists ? [new { delete_alias = new { alias_name = alias } }, create] : [create]);
    }
}

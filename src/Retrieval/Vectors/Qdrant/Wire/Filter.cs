using System.Globalization;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Vectors.Qdrant.Wire;

/// <summary>Conditions that must all hold.</summary>
internal sealed record Filter(IReadOnlyList<Condition> Must)
{
    /// <summary>The collections the asker may read; null when that is all of them.</summary>
    public static Filter? Scope(SearchScope scope) =>
        scope.Collections is { } readable ? new Filter([Readable(readable)]) : null;

    /// <summary>The chunks among all points, within the scope.</summary>
    public static Filter Chunks(long generation, SearchScope scope) =>
        new(scope.Collections is { } readable ? [OfGeneration(generation), Readable(readable)] : [OfGeneration(generation)]);

    /// <param name="documents">Null: of all documents.</param>
    public static Filter Chunks(long generation, IReadOnlyList<long>? documents) =>
        new(documents is null ? [OfGeneration(generation)] : [OfGeneration(generation), new Condition("document") { Match = new { any = documents } }]);

    public static Filter States() => new([new Condition("state") { Match = new { any = new[] { QdrantLedger.Mark, QdrantLedger.Writer, QdrantLedger.Spoken } } }]);

    public static Filter LineBelow(long line) => new([new Condition("line") { Range = new { lt = line } }]);

    private static Condition OfGeneration(long generation) => new("generation") { Match = new { value = generation } };

    private static Condition Readable(IReadOnlySet<long> collections) =>
        new("collection") { Match = new { any = collections.Order().Select(c => c.ToString(CultureInfo.InvariantCulture)) } };
}

/// <summary>What one field of a point's payload must be.</summary>
internal sealed record Condition(string Key)
{
    public object? Match { get; init; }

    public object? Range { get; init; }
}

using System.Text.Json;

namespace RagDocs.Retrieval.Vectors.Qdrant.Wire;

/// <summary>What every answer is wrapped in.</summary>
internal sealed record Envelope<T>(T? Result);

internal sealed record VersionInfo(string? Version);

/// <param name="Status">completed, acknowledged (in the log only) or wait_timeout (unknown).</param>
internal sealed record UpdateResult(string Status);

internal sealed record Existence(bool Exists);

internal sealed record CountResult(int Count);

internal sealed record QueryResult(IReadOnlyList<ScoredPoint> Points);

internal sealed record ScoredPoint(long Id, double Score);

/// <param name="NextPageOffset">Null at the end.</param>
internal sealed record ScrollResult<TPoint>(IReadOnlyList<TPoint> Points, JsonElement? NextPageOffset);

internal sealed record ChunkRecord(long Id, ChunkPayload Payload);

internal sealed record StateRecord(Guid Id, StatePayload Payload);

internal sealed record AliasList(IReadOnlyList<AliasDescription> Aliases);

internal sealed record AliasDescription(string AliasName, string CollectionName);

internal sealed record CollectionList(IReadOnlyList<CollectionDescription> Collections);

internal sealed record CollectionDescription(string Name);

/// <param name="Status">green, yellow (optimising), grey (waiting to) or red.</param>
internal sealed record CollectionInfo(string Status, long? PointsCount, CollectionConfig Config);

internal sealed record CollectionConfig(CollectionParams Params, CollectionMetadata? Metadata);

/// <param name="Vectors">By name; another program's may be one without a name.</param>
internal sealed record CollectionParams(JsonElement Vectors);

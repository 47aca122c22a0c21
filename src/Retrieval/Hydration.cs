using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval;

/// <summary>Reads the text of ranked chunks. The rights stand in this query too: it is the last door before text is shown.</summary>
internal static class Hydration
{
    // Every search asks this, so it goes past the translation of queries. A chunk is seen as Store.GenerationChunks says.
    private const string Chunks = """
        SELECT c."Id", c."VersionId", v."Number", c."DocumentId", c."CollectionId", k."Name", c."Title", d."Path", c."HeadingPath", c."Text", c."Ordinal",
            c."Page", c."Cells", c."Paragraph", c."Start"
        FROM json_each(@ids) AS i
        CROSS JOIN "Chunks" AS c ON c."Id" = i.value
        CROSS JOIN "DocumentVersions" AS v ON v."Id" = c."VersionId"
        CROSS JOIN "Documents" AS d ON d."Id" = v."DocumentId"
        CROSS JOIN "Collections" AS k ON k."Id" = d."CollectionId"
        WHERE c."GenerationId" = @generation AND d."RemovedAt" IS NULL
            AND (c."Searchable" OR (d."CurrentVersionId" = c."VersionId"
                AND EXISTS (SELECT 1 FROM "IndexGenerations" WHERE "Id" = @generation AND "State" = 'Building')))
            AND (@collections IS NULL OR (c."CollectionId" IN (SELECT value FROM json_each(@collections))
                AND d."CollectionId" IN (SELECT value FROM json_each(@collections))))
        """;

    /// <returns>The chunks in the order given, without those that are not (or no longer) to be found by the asker.</returns>
    public static async Task<IReadOnlyList<FoundChunk>> ReadAsync(
        RagDocsDbContext db, IReadOnlyList<RankedChunk> ranked, long generation, SearchScope scope, CancellationToken cancellationToken)
    {
        var scores = ranked.ToDictionary(r => r.ChunkId, r => r.Score);
        var found = new Dictionary<long, FoundChunk>(ranked.Count);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Chunks;
        Add(command, "@ids", JsonSerializer.Serialize(ranked.Select(r => r.ChunkId)));
        Add(command, "@generation", generation);
        Add(command, "@collections", scope.Collections is { } readable ? JsonSerializer.Serialize(readable) : DBNull.Value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) found[rows.GetInt64(0)] = Chunk(rows, scores[rows.GetInt64(0)]);
        return [.. ranked.Where(r => found.ContainsKey(r.ChunkId)).Select(r => found[r.ChunkId])];
    }

    private static FoundChunk Chunk(DbDataReader row, double score) => new()
    {
        ChunkId = row.GetInt64(0),
        VersionId = row.GetInt64(1),
        VersionNumber = row.GetInt32(2),
        DocumentId = row.GetInt64(3),
        CollectionId = row.GetInt64(4),
        Collection = row.GetString(5),
        Title = row.GetString(6),
        Path = row.GetString(7),
        HeadingPath = row.GetString(8),
        Text = row.GetString(9),
        Ordinal = row.GetInt32(10),
        Page = row.IsDBNull(11) ? null : row.GetInt32(11),
        Cells = row.IsDBNull(12) ? null : row.GetString(12),
        Paragraph = row.IsDBNull(13) ? null : row.GetInt32(13),
        Start = row.GetInt32(14),
        Score = score,
    };

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

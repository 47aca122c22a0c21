namespace RagDocs.Retrieval.Integrity;

/// <summary>One comparison of the index with itself.</summary>
/// <param name="Find">Rows that are wrong.</param>
/// <param name="Mend">Statements that put them right, in one transaction.</param>
internal sealed record IntegritySql(IndexFault Fault, string Find, IReadOnlyList<string> Mend)
{
    public string Count { get; } = $"SELECT count(*) AS Value FROM ({Find})";

    private const string ShownWrongly = """
        SELECT c."Id", c."DocumentId" FROM "Chunks" c LEFT JOIN "Documents" d ON d."Id" = c."DocumentId"
        WHERE c."Searchable" AND (d."Id" IS NULL OR d."RemovedAt" IS NOT NULL OR d."CurrentVersionId" IS NOT c."VersionId"
            OR d."CollectionId" <> c."CollectionId")
        """;

    // A removed document keeps its vectors, so that it can be brought back; a version being written is not current yet.
    private const string VectorLeftOver = """
        SELECT v."ChunkId" FROM "ChunkVectors" v LEFT JOIN "Chunks" c ON c."Id" = v."ChunkId"
            LEFT JOIN "DocumentVersions" n ON n."Id" = c."VersionId" LEFT JOIN "Documents" d ON d."Id" = c."DocumentId"
        WHERE c."Id" IS NULL OR n."Id" IS NULL OR (NOT c."Searchable" AND NOT n."Staged" AND d."CurrentVersionId" IS NOT c."VersionId")
        """;

    public static readonly IReadOnlyList<IntegritySql> Checks =
    [
        new(IndexFault.ShownWrongly, ShownWrongly,
        [
            $"""INSERT INTO "IndexChanges" ("DocumentId") SELECT DISTINCT "DocumentId" FROM ({ShownWrongly})""",
            $"""UPDATE "Chunks" SET "Searchable" = 0 WHERE "Id" IN (SELECT "Id" FROM ({ShownWrongly}))""",
        ]),
        new(IndexFault.VectorLeftOver, VectorLeftOver, [$"""DELETE FROM "ChunkVectors" WHERE "ChunkId" IN ({VectorLeftOver})"""]),
    ];

    public const string DocumentsWithoutVectors = """
        SELECT DISTINCT c."DocumentId" AS Value FROM "Chunks" c
        WHERE c."Searchable" AND NOT EXISTS (SELECT 1 FROM "ChunkVectors" v WHERE v."ChunkId" = c."Id")
        """;

    // The version's own count holds for the generation it was read into; a later one may cut the same text otherwise.
    public const string IncompleteDocuments = """
        SELECT d."Id" AS Value FROM "Documents" d LEFT JOIN "DocumentVersions" n ON n."Id" = d."CurrentVersionId"
            LEFT JOIN "Chunks" c ON c."VersionId" = n."Id" AND c."Searchable"
        WHERE d."RemovedAt" IS NULL AND d."State" IN ('Indexed', 'Partial')
        GROUP BY d."Id", n."Id", n."ChunkCount"
        HAVING n."Id" IS NULL OR (count(c."Id") = 0 AND n."ChunkCount" > 0) OR count(c."Id") <> coalesce(max(c."Ordinal") + 1, 0)
            OR (min(c."GenerationId") = 1 AND count(c."Id") <> n."ChunkCount")
        """;
}

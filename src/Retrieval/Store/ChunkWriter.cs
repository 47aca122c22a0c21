using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RagDocs.Retrieval.Store;

/// <summary>Inserts a version's chunks with two prepared statements: several times faster than change tracking, inside the same transaction.</summary>
internal static class ChunkWriter
{
    private const string InsertChunk = """
        INSERT INTO "Chunks" ("VersionId", "DocumentId", "CollectionId", "Searchable", "Ordinal", "Title", "HeadingPath", "Text", "Page",
            "Paragraph", "Cells", "Start", "Length", "WordBoxes", "GenerationId")
        VALUES (@version, @document, @collection, @searchable, @ordinal, @title, @heading, @text, @page, @paragraph, @cells, @start, @length,
            @boxes, @generation)
        RETURNING "Id"
        """;

    private const string InsertVector = """INSERT INTO "ChunkVectors" ("ChunkId", "Values") VALUES (@chunk, @values)""";

    public static async Task WriteAsync(
        RagDocsDbContext db, Document document, DocumentVersion version, string title, IReadOnlyList<NewChunk> chunks, bool searchable,
        CancellationToken cancellationToken)
    {
        await using var insertChunk = Command(db, InsertChunk);
        await using var insertVector = Command(db, InsertVector);
        Set(insertChunk, "@version", version.Id);
        Set(insertChunk, "@document", document.Id);
        Set(insertChunk, "@collection", document.CollectionId);
        Set(insertChunk, "@searchable", searchable);
        Set(insertChunk, "@title", title);
        Set(insertChunk, "@generation", IndexGeneration.First);
        for (var i = 0; i < chunks.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = chunks[i];
            Set(insertChunk, "@ordinal", i);
            Set(insertChunk, "@heading", chunk.HeadingPath);
            Set(insertChunk, "@text", chunk.Text);
            Set(insertChunk, "@page", chunk.Place.Page);
            Set(insertChunk, "@paragraph", chunk.Place.Paragraph);
            Set(insertChunk, "@cells", chunk.Place.Cells);
            Set(insertChunk, "@start", chunk.Place.Start);
            Set(insertChunk, "@length", chunk.Place.Length);
            Set(insertChunk, "@boxes", WordBoxPacking.Pack(chunk.WordBoxes));
            Set(insertVector, "@chunk", await insertChunk.ExecuteScalarAsync(cancellationToken));
            Set(insertVector, "@values", MemoryMarshal.AsBytes(chunk.Vector.AsSpan()).ToArray());
            await insertVector.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbCommand Command(RagDocsDbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    private static void Set(DbCommand command, string name, object? value)
    {
        if (!command.Parameters.Contains(name))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        command.Parameters[name].Value = value ?? DBNull.Value;
    }
}

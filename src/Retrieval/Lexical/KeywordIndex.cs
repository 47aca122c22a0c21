using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Lexical;

/// <summary>Keyword search: BM25 (Robertson and Zaragoza 2009) over title, headings and text, by SQLite's FTS5 with the Porter stemmer.</summary>
internal sealed class KeywordIndex(IDbContextFactory<RagDocsDbContext> catalog)
{
    // bm25() is smaller for better rows. The scope is a condition of the same query: what may not be read is never ranked.
    private const string Everywhere = """
        SELECT rowid, -rank FROM chunk_text WHERE chunk_text MATCH @match AND rank MATCH @weights ORDER BY rank LIMIT @top
        """;

    private const string WithinScope = """
        SELECT chunk_text.rowid, -chunk_text.rank FROM chunk_text JOIN "Chunks" ON "Chunks"."Id" = chunk_text.rowid
        WHERE chunk_text MATCH @match AND chunk_text.rank MATCH @weights
            AND "Chunks"."CollectionId" IN (SELECT value FROM json_each(@collections))
        ORDER BY chunk_text.rank LIMIT @top
        """;

    /// <summary>The best chunks by BM25, best first; none when the question holds no word or the scope is empty.</summary>
    public async Task<IReadOnlyList<RankedChunk>> SearchAsync(
        string question, SearchScope scope, int top, RetrievalOptions options, CancellationToken cancellationToken)
    {
        if (FtsQuery.For(question) is not { } match || scope.Collections is { Count: 0 }) return [];
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = scope.Collections is null ? Everywhere : WithinScope;
        command.Parameters.AddWithValue("@match", match);
        command.Parameters.AddWithValue("@weights", FormattableString.Invariant(
            $"bm25({options.TitleWeight:0.###}, {options.HeadingWeight:0.###}, {options.TextWeight:0.###})"));
        command.Parameters.AddWithValue("@top", top);
        if (scope.Collections is not null) command.Parameters.AddWithValue("@collections", JsonSerializer.Serialize(scope.Collections));

        var found = new List<RankedChunk>(top);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) found.Add(new RankedChunk(rows.GetInt64(0), rows.GetDouble(1)));
        return found;
    }
}

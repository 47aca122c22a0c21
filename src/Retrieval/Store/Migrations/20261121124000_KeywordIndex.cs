using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RagDocs.Retrieval.Store.Migrations;

/// <summary>Written by hand: the keyword rows are an FTS5 table and triggers, which the model does not know.</summary>
[DbContext(typeof(RagDocsDbContext))]
[Migration("20261121124000_KeywordIndex")]
internal sealed class KeywordIndex : Migration
{
    // External content: the text is stored once, in Chunks. The triggers run inside the statement that changes a chunk, so chunk and
    // keyword row can never part. 'delete' commands must repeat the indexed words, which "old" still holds.
    protected override void Up(MigrationBuilder migrationBuilder) => MakeTable(migrationBuilder);

    internal static void MakeTable(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE VIRTUAL TABLE chunk_text USING fts5(
                Title, HeadingPath, Text, content='Chunks', content_rowid='Id', tokenize='porter unicode61 remove_diacritics 2');
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER chunk_text_insert AFTER INSERT ON Chunks WHEN new.Searchable BEGIN
                INSERT INTO chunk_text(rowid, Title, HeadingPath, Text) VALUES (new.Id, new.Title, new.HeadingPath, new.Text);
            END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER chunk_text_delete AFTER DELETE ON Chunks WHEN old.Searchable BEGIN
                INSERT INTO chunk_text(chunk_text, rowid, Title, HeadingPath, Text)
                VALUES ('delete', old.Id, old.Title, old.HeadingPath, old.Text);
            END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER chunk_text_hide AFTER UPDATE OF Searchable ON Chunks WHEN old.Searchable AND NOT new.Searchable BEGIN
                INSERT INTO chunk_text(chunk_text, rowid, Title, HeadingPath, Text)
                VALUES ('delete', old.Id, old.Title, old.HeadingPath, old.Text);
            END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER chunk_text_show AFTER UPDATE OF Searchable ON Chunks WHEN new.Searchable AND NOT old.Searchable BEGIN
                INSERT INTO chunk_text(rowid, Title, HeadingPath, Text) VALUES (new.Id, new.Title, new.HeadingPath, new.Text);
            END;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var trigger in new[] { "chunk_text_insert", "chunk_text_delete", "chunk_text_hide", "chunk_text_show" })
        {
            migrationBuilder.Sql($"DROP TRIGGER {trigger};");
        }

        migrationBuilder.Sql("DROP TABLE chunk_text;");
    }
}

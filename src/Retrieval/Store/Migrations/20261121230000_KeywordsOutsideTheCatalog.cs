using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RagDocs.Retrieval.Store.Migrations;

/// <summary>Written by hand: keywords are searched in segments beside the catalog from here on, so the FTS5 table and its triggers go.</summary>
[DbContext(typeof(RagDocsDbContext))]
[Migration("20261121230000_KeywordsOutsideTheCatalog")]
internal sealed class KeywordsOutsideTheCatalog : Migration
{
    private static readonly string[] Triggers = ["chunk_text_insert", "chunk_text_delete", "chunk_text_hide", "chunk_text_show"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var trigger in Triggers) migrationBuilder.Sql($"DROP TRIGGER {trigger};");
        migrationBuilder.Sql("DROP TABLE chunk_text;");
    }

    // What the migration before made, filled from the chunks.
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        KeywordIndex.MakeTable(migrationBuilder);
        migrationBuilder.Sql("""
            INSERT INTO chunk_text(rowid, Title, HeadingPath, Text) SELECT "Id", "Title", "HeadingPath", "Text" FROM "Chunks" WHERE "Searchable";
            """);
    }
}

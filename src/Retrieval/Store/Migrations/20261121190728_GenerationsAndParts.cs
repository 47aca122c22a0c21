using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RagDocs.Retrieval.Store.Migrations
{
    /// <inheritdoc />
    public partial class GenerationsAndParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Chunks_VersionId_Ordinal",
                table: "Chunks");

            migrationBuilder.AddColumn<string>(
                name: "Cron",
                table: "Sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Exclude",
                table: "Sources",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Include",
                table: "Sources",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "PausedAt",
                table: "Sources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "Sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Report",
                table: "IngestRuns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Staged",
                table: "DocumentVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ParentId",
                table: "Documents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Work",
                table: "Documents",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Read");

            migrationBuilder.AddColumn<string>(
                name: "Languages",
                table: "Collections",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Cells",
                table: "Chunks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "GenerationId",
                table: "Chunks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<int>(
                name: "Length",
                table: "Chunks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "IndexGenerations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    ModelHash = table.Column<string>(type: "TEXT", nullable: false),
                    Dimensions = table.Column<int>(type: "INTEGER", nullable: false),
                    Chunker = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ActivatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Documents = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IndexGenerations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PageProblems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    VersionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Page = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Confidence = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PageProblems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PageProblems_DocumentVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "DocumentVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Documents_ContentHash",
                table: "Documents",
                column: "ContentHash");

            migrationBuilder.CreateIndex(
                name: "IX_Documents_ParentId",
                table: "Documents",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Chunks_VersionId_GenerationId_Ordinal",
                table: "Chunks",
                columns: new[] { "VersionId", "GenerationId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PageProblems_VersionId_Page",
                table: "PageProblems",
                columns: new[] { "VersionId", "Page" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IndexGenerations");

            migrationBuilder.DropTable(
                name: "PageProblems");

            migrationBuilder.DropIndex(
                name: "IX_Documents_ContentHash",
                table: "Documents");

            migrationBuilder.DropIndex(
                name: "IX_Documents_ParentId",
                table: "Documents");

            migrationBuilder.DropIndex(
                name: "IX_Chunks_VersionId_GenerationId_Ordinal",
                table: "Chunks");

            migrationBuilder.DropColumn(
                name: "Cron",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Exclude",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Include",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "PausedAt",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "TimeZone",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "Report",
                table: "IngestRuns");

            migrationBuilder.DropColumn(
                name: "Staged",
                table: "DocumentVersions");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "Work",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "Languages",
                table: "Collections");

            migrationBuilder.DropColumn(
                name: "Cells",
                table: "Chunks");

            migrationBuilder.DropColumn(
                name: "GenerationId",
                table: "Chunks");

            migrationBuilder.DropColumn(
                name: "Length",
                table: "Chunks");

            migrationBuilder.CreateIndex(
                name: "IX_Chunks_VersionId_Ordinal",
                table: "Chunks",
                columns: new[] { "VersionId", "Ordinal" },
                unique: true);
        }
    }
}

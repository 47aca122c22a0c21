using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RagDocs.Retrieval.Store.Migrations
{
    /// <inheritdoc />
    public partial class WarningsAndSuggestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Suggestions",
                table: "Messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Warnings",
                table: "Messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Suggestions",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Warnings",
                table: "Messages");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RagDocs.Retrieval.Store.Migrations
{
    /// <inheritdoc />
    public partial class QualityAndVerdicts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReplacesId",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ShareKey",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ShownChunks",
                table: "Messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "StageTimes",
                table: "Messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "StandaloneQuestion",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Feedback",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ReviewBy",
                table: "Documents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReviewAfterDays",
                table: "Collections",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Verdict",
                table: "AnswerSentence",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "VerdictReason",
                table: "AnswerSentence",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "QualitySets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualitySets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QualityQuestions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SetId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    CollectionId = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualityQuestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_QualityQuestions_QualitySets_SetId",
                        column: x => x.SetId,
                        principalTable: "QualitySets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QualityRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SetId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<int>(type: "INTEGER", nullable: false),
                    GenerationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    Settings = table.Column<string>(type: "TEXT", nullable: false),
                    Questions = table.Column<int>(type: "INTEGER", nullable: false),
                    Ndcg = table.Column<double>(type: "REAL", nullable: false),
                    RecallAt5 = table.Column<double>(type: "REAL", nullable: false),
                    ReciprocalRank = table.Column<double>(type: "REAL", nullable: false),
                    MedianMs = table.Column<double>(type: "REAL", nullable: false),
                    Refused = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualityRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_QualityRuns_QualitySets_SetId",
                        column: x => x.SetId,
                        principalTable: "QualitySets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExpectedPlace",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    QuestionId = table.Column<long>(type: "INTEGER", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Page = table.Column<int>(type: "INTEGER", nullable: true),
                    Quote = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedPlace", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExpectedPlace_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ExpectedPlace_QualityQuestions_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "QualityQuestions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QualityResult",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RunId = table.Column<long>(type: "INTEGER", nullable: false),
                    QuestionId = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstRank = table.Column<int>(type: "INTEGER", nullable: true),
                    Ndcg = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QualityResult", x => x.Id);
                    table.ForeignKey(
                        name: "FK_QualityResult_QualityRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "QualityRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ShareKey",
                table: "Messages",
                column: "ShareKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedPlace_DocumentId",
                table: "ExpectedPlace",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedPlace_QuestionId",
                table: "ExpectedPlace",
                column: "QuestionId");

            migrationBuilder.CreateIndex(
                name: "IX_QualityQuestions_SetId",
                table: "QualityQuestions",
                column: "SetId");

            migrationBuilder.CreateIndex(
                name: "IX_QualityResult_RunId",
                table: "QualityResult",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_QualityRuns_SetId_At",
                table: "QualityRuns",
                columns: new[] { "SetId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_QualitySets_Name",
                table: "QualitySets",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExpectedPlace");

            migrationBuilder.DropTable(
                name: "QualityResult");

            migrationBuilder.DropTable(
                name: "QualityQuestions");

            migrationBuilder.DropTable(
                name: "QualityRuns");

            migrationBuilder.DropTable(
                name: "QualitySets");

            migrationBuilder.DropIndex(
                name: "IX_Messages_ShareKey",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "ReplacesId",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "ShareKey",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "ShownChunks",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "StageTimes",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "StandaloneQuestion",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Feedback");

            migrationBuilder.DropColumn(
                name: "ReviewBy",
                table: "Documents");

            migrationBuilder.DropColumn(
                name: "ReviewAfterDays",
                table: "Collections");

            migrationBuilder.DropColumn(
                name: "Verdict",
                table: "AnswerSentence");

            migrationBuilder.DropColumn(
                name: "VerdictReason",
                table: "AnswerSentence");
        }
    }
}

using System.Text.Json;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>"ragdocs quality" and "ragdocs eval --saved" as an operator uses them.</summary>
public sealed class QualityCommandTests : IDisposable
{
    private const string Questions = """
        {"id": "1", "question": "How many days of annual leave are there?", "answerable": true, "evidence": [{"file": "leave.md", "quote": "28 days of annual leave"}]}
        {"id": "2", "question": "Which class are trains booked in?", "answerable": true, "evidence": [{"file": "travel.md", "quote": "booked in second class", "group": 1}, {"file": "leave.md", "quote": "unicorns", "group": 1}]}
        {"id": "3", "question": "When does the canteen open?", "answerable": true, "evidence": [{"file": "leave.md", "quote": "unicorns"}]}
        """;

    private readonly TempFolder _data = new();
    private readonly TempFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task ASavedSetHasTheFiguresOfTheSameFolderAndComparesThemWithItsLastRun()
    {
        await IngestAsync();
        var imported = await RunAsync("quality", "import", "Staff", _files.Write("set/questions.jsonl", Questions), "--json");
        Assert.Equal((0, 3), (imported.ExitCode, Json(imported).GetProperty("added").GetInt32()));

        var folder = Json(await RunAsync("eval", Path.Combine(_files.Path, "set")));
        var saved = await RunAsync("eval", "--saved", "staff", "--json");

        Assert.Equal(0, saved.ExitCode);
        foreach (var figure in new[] { "ndcgAt10", "recallAt5", "mrrAt10", "questions" })
        {
            Assert.Equal(folder.GetProperty(figure).GetDouble(), Json(saved).GetProperty(figure).GetDouble());
        }

        Assert.Equal(0.6667, Json(saved).GetProperty("ndcgAt10").GetDouble());
        Assert.Equal(JsonValueKind.Null, Json(saved).GetProperty("ndcgAt10Before").ValueKind);
        Assert.Contains("Staff: nDCG@10 0.6667 (before 0.6667), recall@5 0.6667", (await RunAsync("eval", "--saved", "Staff")).Output, StringComparison.Ordinal);
        Assert.Contains("Staff: 3 questions, nDCG@10 0.6667", (await RunAsync("quality", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExportedSetIsAFileThatEvalAndImportRead()
    {
        await IngestAsync();
        await RunAsync("quality", "import", "Staff", _files.Write("q.jsonl", Questions));
        var exported = await RunAsync("quality", "export", "Staff");
        var again = await RunAsync("quality", "import", "Copy", _files.Write("copy.jsonl", exported.Output));
        Assert.Equal("3 questions added, 0 replaced.", again.Lines.Single());
        Assert.Equal(exported.Lines.Select(WithoutId), (await RunAsync("quality", "export", "Copy")).Lines.Select(WithoutId));
    }

    [Fact]
    public async Task AWrongNameOrFolderIsWrongUseAndASetWithoutPlacesFails()
    {
        var unknown = await RunAsync("eval", "--saved", "Nobody");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("There is no quality set “Nobody”.", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("eval")).ExitCode);
        Assert.Equal(2, (await RunAsync("eval", _files.Path, "--saved", "Nobody")).ExitCode);

        var nothing = await RunAsync("quality", "import", "Empty", _files.Write("q.jsonl", Questions));
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("Line 1: there is no document “leave.md”.", nothing.Errors, StringComparison.Ordinal);
        var empty = await RunAsync("eval", "--saved", "Empty");
        Assert.Equal(1, empty.ExitCode);
        Assert.Contains("No question of this set names a document that is there.", empty.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThereIsNoRefusedIndexToUse()
    {
        var result = await RunAsync("index", "use");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing to do", result.Errors, StringComparison.Ordinal);
    }

    private async Task IngestAsync()
    {
        _files.Write("set/docs/leave.md", "# Leave\n\nThere are 28 days of annual leave a year.");
        _files.Write("set/docs/travel.md", "# Travel\n\nTrains are booked in second class.");
        await RunAsync("ingest", Path.Combine(_files.Path, "set", "docs"), "--collection", "HR");
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => Ragdocs.RunAsync(_data.Path, arguments);

    private static JsonElement Json(ProgramResult result) => JsonSerializer.Deserialize<JsonElement>(result.Output);

    private static string WithoutId(string line) => line[line.IndexOf(',', StringComparison.Ordinal)..];
}

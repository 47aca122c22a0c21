using System.Text.Json;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>The program as an operator or script uses it: its lines, its JSON and its exit codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task IngestPrintsOneLineAFileRelativeToTheFolder()
    {
        _files.Write("hr/leave.md", "# Leave\n\nThere are 28 days of annual leave a year.");
        _files.Write("empty.txt", "");
        var result = await RunAsync("ingest", _files.Path, "--collection", "HR", "--json");
        var lines = result.Lines.Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToDictionary(l => l.GetProperty("file").GetString()!);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("indexed", lines["hr/leave.md"].GetProperty("state").GetString());
        Assert.Equal(1, lines["hr/leave.md"].GetProperty("chunks").GetInt32());
        Assert.Equal("no-text", lines["empty.txt"].GetProperty("state").GetString());
        Assert.NotEmpty(lines["empty.txt"].GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task HealthListsWhatWasNotReadWithTheReason()
    {
        _files.Write("leave.md", "# Leave\n\nThere are 28 days of annual leave a year.");
        _files.Write("broken.pdf", "%PDF-1.7\nno more");
        await RunAsync("ingest", _files.Path, "--collection", "HR");

        var result = await RunAsync("health", "--json");

        var line = JsonSerializer.Deserialize<JsonElement>(result.Lines.Single());
        Assert.Equal(("broken.pdf", "damaged"), (line.GetProperty("file").GetString(), line.GetProperty("state").GetString()));
        Assert.NotEmpty(line.GetProperty("reason").GetString()!);
        Assert.Empty((await RunAsync("health", "--problem", "LowConfidence", "--json")).Lines);
    }

    [Fact]
    public async Task AskAnswersWithItsSourceAndRefusesWithExitCode3()
    {
        _files.Write("leave.md", "# Leave\n\nThere are 28 days of annual leave a year.");
        await RunAsync("ingest", _files.Path, "--collection", "HR");

        var answered = await RunAsync("ask", "How many days of annual leave are there a year?", "--json");
        var refused = await RunAsync("ask", "What is the melting point of tungsten?", "--collection", "HR");

        var answer = JsonSerializer.Deserialize<JsonElement>(answered.Output);
        Assert.Equal(0, answered.ExitCode);
        Assert.Contains("28", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal("leave.md", answer.GetProperty("citations")[0].GetProperty("file").GetString());
        Assert.Equal(3, refused.ExitCode);
    }

    [Fact]
    public async Task SearchPrintsPassagesBestFirst()
    {
        _files.Write("a.txt", "The canteen opens at eleven.");
        _files.Write("b.txt", "Parking costs two euros a day.");
        await RunAsync("ingest", _files.Path, "--collection", "House");
        var result = await RunAsync("search", "When does the canteen open?", "--collection", "House", "--top", "1", "--json");
        Assert.Equal("a.txt", JsonSerializer.Deserialize<JsonElement>(result.Lines.Single()).GetProperty("file").GetString());
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("ingest")]
    [InlineData("search", "x", "--collection", "There is none")]
    [InlineData("ingest", "/no/such/folder", "--collection", "X")]
    public async Task WrongUseIsExitCode2WithAReason(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public async Task DoctorNamesWhatIsThere()
    {
        var result = await RunAsync("doctor", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.Lines, l => JsonSerializer.Deserialize<JsonElement>(l).GetProperty("name").GetString() == "passages");
    }

    [Fact]
    public async Task UsersAreAddedAndListed()
    {
        var added = await RunAsync("user", "add", "ada", "--admin", "--display-name", "Ada Lovelace");
        var again = await RunAsync("user", "add", "ada");
        var list = await RunAsync("user", "list", "--json");
        Assert.Contains("with the password", added.Output, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Equal("administrator", JsonSerializer.Deserialize<JsonElement>(list.Lines.Single()).GetProperty("role").GetString());
    }

    [Fact]
    public async Task EvalWritesBothFilesAndItsScores()
    {
        _files.Write("set/docs/leave.md", "# Leave\n\nThere are 28 days of annual leave a year.");
        _files.Write("set/docs/travel.md", "# Travel\n\nTrains are booked in second class.");
        _files.Write("set/questions.jsonl", """
            {"id": "q1", "question": "How many days of annual leave are there?", "answer": "28", "evidence": [{"file": "leave.md", "quote": "28 days of annual leave"}], "answerable": true}
            {"id": "q2", "question": "What is the melting point of tungsten?", "answer": null, "evidence": [], "answerable": false}
            """);
        var result = await RunAsync("eval", Path.Combine(_files.Path, "set"), "--out", _files.File("out/x"));
        var scores = JsonSerializer.Deserialize<JsonElement>(result.Output);
        Assert.Equal((1.0, 1.0), (scores.GetProperty("ndcgAt10").GetDouble(), scores.GetProperty("rightlyRefused").GetDouble()));
        var run = Lines("out/x/run.jsonl")[0];
        Assert.Equal("q1", run.GetProperty("id").GetString());
        Assert.Equal("leave.md", run.GetProperty("results")[0].GetProperty("file").GetString());
        Assert.Equal(["page", "para"], run.GetProperty("results")[0].EnumerateObject().Select(p => p.Name).Where(n => n is "page" or "para"));
        var answers = Lines("out/x/answers.jsonl");
        Assert.False(answers[0].GetProperty("refused").GetBoolean());
        Assert.Equal("leave.md", answers[0].GetProperty("citations")[0].GetProperty("file").GetString());
        Assert.True(answers[1].GetProperty("refused").GetBoolean());
    }

    [Fact]
    public async Task TextPrintsWhatIsRead()
    {
        var file = _files.Write("leave.md", "# Leave\n\nThere are **28** days.");
        Assert.Equal(["Leave", "There are 28 days."], (await RunAsync("text", file)).Lines);
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => Ragdocs.RunAsync(_data.Path, arguments);

    private JsonElement[] Lines(string path) =>
        [.. File.ReadLines(Path.Combine(_files.Path, path)).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];
}

using System.Text.Json;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>What a run over a question set writes: its citations are checked against the stored versions, its follow-ups are made to stand alone.</summary>
public sealed class EvalCommandTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task EveryQuoteOfEveryAnswerOnTheSamplesStandsInTheVersionItNames()
    {
        var result = await Ragdocs.RunAsync(_data.Path, "eval", Samples.Folder, "--out", _files.Path);
        var citations = Answers().SelectMany(a => a.GetProperty("citations").EnumerateArray()).ToList();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"{citations.Count} quotes, 0 not verbatim", result.Errors, StringComparison.Ordinal);
        Assert.InRange(citations.Count, 20, 90);
        Assert.All(citations, c => Assert.Contains(c.GetProperty("quote").GetString()!, c.GetProperty("text").GetString()!, StringComparison.Ordinal));
        Assert.All(Answers().Where(a => a.GetProperty("refused").GetBoolean()), a => Assert.Equal(0, a.GetProperty("citations").GetArrayLength()));
    }

    [Fact]
    public async Task AQuestionWithHistoryIsSearchedForAsItIsMeant()
    {
        _files.Write("set/docs/travel.md", "# Travel\n\nThe hotel limit for Lisbon is 135 euros.\n\nThe hotel limit for Porto is 120 euros.");
        _files.Write("set/docs/leave.md", "# Leave\n\nThere are 28 days of annual leave a year.");
        _files.Write("set/questions.jsonl", """
            {"id": "q1", "question": "And for Porto?", "answer": "120", "evidence": [{"file": "travel.md", "quote": "limit for Porto is 120"}], "answerable": true, "history": [{"role": "user", "text": "What is the hotel limit for Lisbon?"}, {"role": "assistant", "text": "135 euros."}]}
            """);
        await Ragdocs.RunAsync(_data.Path, "eval", Path.Combine(_files.Path, "set"), "--out", _files.Path);
        var answer = Assert.Single(Answers());

        Assert.Equal("What is the hotel limit for Porto?", answer.GetProperty("searched").GetString());
        Assert.Contains("120", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
    }

    private List<JsonElement> Answers() =>
        [.. File.ReadLines(Path.Combine(_files.Path, "answers.jsonl")).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];
}

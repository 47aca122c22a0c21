using System.Text.Json;
using RagDocs.Generation.FollowUps;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>Reads the earlier turns of a set's questions: "history", a list of role and text, oldest first.</summary>
internal static class QuestionHistory
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <returns>For each question that has any, its turns.</returns>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<EarlierTurn>>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var history = new Dictionary<string, IReadOnlyList<EarlierTurn>>(StringComparer.Ordinal);
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (JsonSerializer.Deserialize<Entry>(line, Options) is { Id: { } id, History: { Count: > 0 } turns }) history[id] = Turns(turns);
        }

        return history;
    }

    // What follows a question, until the next one, is its answer.
    private static List<EarlierTurn> Turns(IReadOnlyList<Said> said)
    {
        var turns = new List<EarlierTurn>();
        foreach (var (role, text) in said)
        {
            if (role == "user") turns.Add(new EarlierTurn(text));
            else if (turns.Count > 0) turns[^1] = turns[^1] with { Answer = $"{turns[^1].Answer} {text}".Trim() };
        }

        return turns;
    }

    private sealed record Entry(string? Id, IReadOnlyList<Said>? History);

    private sealed record Said(string Role, string Text);
}

using System.Text.Json;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>Where an answer stands. Items with the same group are alternatives; every group is needed once.</summary>
internal sealed record SetEvidence(string File, int? Page, int? Para, string? Quote, int? Group);

internal sealed record SetQuestion(string Id, string Question, bool Answerable, IReadOnlyList<SetEvidence> Evidence);

/// <param name="Results">Passages found, best first.</param>
internal sealed record AskedQuestion(SetQuestion Question, IReadOnlyList<PassageJson> Results, AnswerResult Answer)
{
    /// <summary>The question, made to stand alone when it leaned on its history.</summary>
    public string Searched { get; init; } = "";

    /// <summary>Citations with a quote.</summary>
    public int Quotes { get; init; }

    /// <summary>Quotes that do not stand in the version they name: always empty, or something is wrong.</summary>
    public IReadOnlyList<string> NotVerbatim { get; init; } = [];
}

/// <summary>Reads questions.jsonl, one question a line.</summary>
internal static class QuestionSet
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<SetQuestion>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new UsageException($"There is no question file {path}.");
        var questions = new List<SetQuestion>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            questions.Add(Parse(line) ?? throw new UsageException($"{path}, line {number}: not a question with id, question, answerable and evidence."));
        }

        return questions;
    }

    private static SetQuestion? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SetQuestion>(line, Options) is { Id: not null, Question: not null, Evidence: not null } question
                ? question
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

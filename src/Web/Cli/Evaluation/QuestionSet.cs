using RagDocs.Retrieval.Quality;

namespace RagDocs.Web.Cli.Evaluation;

/// <param name="Results">Passages found, best first.</param>
internal sealed record AskedQuestion(QuestionLine Question, IReadOnlyList<PassageJson> Results, AnswerResult Answer)
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
    public static async Task<IReadOnlyList<QuestionLine>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new UsageException($"There is no question file {path}.");
        var questions = new List<QuestionLine>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            questions.Add(QuestionLine.Parse(line) ?? throw new UsageException($"{path}, line {number}: not a question with id, question, answerable and evidence."));
        }

        return questions;
    }
}

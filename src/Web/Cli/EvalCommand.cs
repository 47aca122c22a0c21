using System.CommandLine;
using RagDocs.Generation;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Quality;
using RagDocs.Web.Cli.Evaluation;
using RagDocs.Web.Hosting;

namespace RagDocs.Web.Cli;

/// <summary>
/// Indexes a question set's documents into a data folder of their own, asks every question, and scores search and answers; or measures
/// search in the data folder on a saved quality set.
/// </summary>
internal static class EvalCommand
{
    private const int Results = RankScores.Depth;

    private static readonly Argument<string?> Set = new("set") { Description = "Folder with docs/ and questions.jsonl", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Saved = new("--saved") { Description = "Name of a saved quality set, in place of a folder" };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for run.jsonl and answers.jsonl" };

    public static Command Create()
    {
        var command = new Command("eval", "Measures quality on a set of questions") { Set, Saved, Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        var (set, saved) = (command.GetValue(Set), command.GetValue(Saved));
        if (saved is not null && (set is not null || command.GetValue(Out) is not null)) throw new UsageException("With --saved neither a folder nor --out is named.");
        if (saved is not null) return await SavedSetRun.RunAsync(command, saved, cancellationToken);
        return await RunFolderAsync(command, set ?? throw new UsageException("Name a folder with docs/ and questions.jsonl, or a saved set with --saved."), cancellationToken);
    }

    private static async Task<int> RunFolderAsync(ParseResult command, string set, CancellationToken cancellationToken)
    {
        var questions = await QuestionSet.ReadAsync(Path.Combine(set, "questions.jsonl"), cancellationToken);
        var data = Directory.CreateTempSubdirectory("ragdocs-eval-");
        try
        {
            using var services = await CommandServices.OpenAsync(new DataFolder(data.FullName), cancellationToken);
            await IndexAsync(services, set, cancellationToken);
            var asked = await AskAsync(services, questions, cancellationToken);
            if (command.GetValue(Out) is { } folder) await WriteAsync(folder, asked, cancellationToken);
            Console.WriteLine(CommandServices.ToJson(RetrievalScores.Of(asked)));
            return CommandLine.Done;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task IndexAsync(CommandServices services, string set, CancellationToken cancellationToken)
    {
        var docs = Path.Combine(set, "docs");
        var files = NamedFile.Below(docs)?.ToList() ?? throw new UsageException($"There is no folder {docs}.");
        var reports = await IngestCommand.IngestAsync(services, files, Path.GetFileName(Path.TrimEndingDirectorySeparator(set)), open: true, cancellationToken);
        foreach (var report in reports.Where(r => r.Reason is not null)) await Console.Error.WriteLineAsync($"{report.File}: {report.Reason}");
        await Console.Error.WriteLineAsync($"{reports.Count} documents, {reports.Sum(r => r.Chunks)} passages");
    }

    private static async Task<List<AskedQuestion>> AskAsync(
        CommandServices services, IReadOnlyList<QuestionLine> questions, CancellationToken cancellationToken)
    {
        var (retriever, generator) = (services.Get<Retriever>(), services.Get<AnswerGenerator>());
        var asked = new List<AskedQuestion>();
        foreach (var question in questions)
        {
            var found = await retriever.SearchAsync(new SearchQuery(question.Question, SearchScope.Everything, Results), cancellationToken);
            var answer = await AnswerResult.OfAsync(generator, new Question(question.Question, SearchScope.Everything), cancellationToken);
            asked.Add(new AskedQuestion(question, [.. found.Passages.Select(PassageJson.Of)], answer));
        }

        return asked;
    }

    private static async Task WriteAsync(string folder, List<AskedQuestion> asked, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var run = asked.Select(a => CommandServices.ToJson(new { a.Question.Id, Results = a.Results.Select(p => new { p.File, p.Page, p.Para, p.Text }) }));
        var answers = asked.Select(a => CommandServices.ToJson(new
        {
            a.Question.Id, a.Answer.Answer, a.Answer.Refused, Citations = a.Answer.Citations.Select(c => new { c.File, c.Page, c.Para, c.Text }),
        }));
        await File.WriteAllLinesAsync(Path.Combine(folder, "run.jsonl"), run, cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "answers.jsonl"), answers, cancellationToken);
    }
}

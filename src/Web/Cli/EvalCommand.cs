using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RagDocs.Generation;
using RagDocs.Generation.FollowUps;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;
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

    private static readonly Option<bool> FollowSuggestions = new("--follow-suggestions") { Description = "Also ask the questions that each answer suggests, and say how many of them are answered" };

    public static Command Create()
    {
        var command = new Command("eval", "Measures quality on a set of questions") { Set, Saved, Out, FollowSuggestions };
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
            var history = await QuestionHistory.ReadAsync(Path.Combine(set, "questions.jsonl"), cancellationToken);
            var asked = await AskAsync(services, questions, history, cancellationToken);
            if (command.GetValue(Out) is { } folder) await WriteAsync(folder, asked, cancellationToken);
            if (command.GetValue(FollowSuggestions)) await SuggestionRun.FollowAsync(services.Get<AnswerGenerator>(), asked, command.GetValue(Out), cancellationToken);
            Console.WriteLine(CommandServices.ToJson(RetrievalScores.Of(asked)));
            return await QuoteCheck.ReportAsync(asked, Console.Error) ? CommandLine.Done : CommandLine.Failed;
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
        CommandServices services, IReadOnlyList<QuestionLine> questions, IReadOnlyDictionary<string, IReadOnlyList<EarlierTurn>> history,
        CancellationToken cancellationToken)
    {
        var (retriever, generator, followUps) = (services.Get<Retriever>(), services.Get<AnswerGenerator>(), services.Get<FollowUpWriter>());
        var quotes = new QuoteCheck(services.Get<IDbContextFactory<RagDocsDbContext>>());
        var asked = new List<AskedQuestion>();
        foreach (var question in questions)
        {
            var said = new Question(question.Question, SearchScope.Everything) { History = history.GetValueOrDefault(question.Id) ?? [] };
            var searched = await followUps.StandaloneAsync(said, cancellationToken);
            var found = await retriever.SearchAsync(new SearchQuery(searched, SearchScope.Everything, Results), cancellationToken);
            var cited = new List<CitationAdded>();
            var answer = await AnswerResult.OfAsync(generator, said, cancellationToken, e => cited.AddRange(e is CitationAdded { Quote.Length: > 0 } citation ? [citation] : []));
            asked.Add(new AskedQuestion(question, [.. found.Passages.Select(PassageJson.Of)], answer)
            {
                Searched = searched, Quotes = cited.Count, NotVerbatim = await quotes.NotVerbatimAsync(cited, cancellationToken),
            });
        }

        return asked;
    }

    // The nearest places of a refusal are no citations: nothing is claimed from them.
    private static IEnumerable<object> Places(AskedQuestion asked, bool cited) =>
        asked.Answer.Citations.Where(c => c.Quote.Length > 0 == cited).Select(c => new { c.File, c.Page, c.Para, c.Text, c.Quote });

    private static async Task WriteAsync(string folder, List<AskedQuestion> asked, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var run = asked.Select(a => CommandServices.ToJson(new { a.Question.Id, Results = a.Results.Select(p => new { p.File, p.Page, p.Para, p.Text }) }));
        var answers = asked.Select(a => CommandServices.ToJson(new
        {
            a.Question.Id, a.Answer.Answer, a.Answer.Refused, Citations = Places(a, cited: true), Nearest = Places(a, cited: false), a.Answer.Sentences, a.Answer.Warnings,
            Searched = a.Searched == a.Question.Question ? null : a.Searched, a.NotVerbatim,
        }));
        await File.WriteAllLinesAsync(Path.Combine(folder, "run.jsonl"), run, cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "answers.jsonl"), answers, cancellationToken);
    }
}

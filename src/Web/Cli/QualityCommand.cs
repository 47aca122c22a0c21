using System.CommandLine;
using RagDocs.Retrieval.Quality;
using RagDocs.Web.Cli.Evaluation;

namespace RagDocs.Web.Cli;

/// <summary>The saved quality sets: lists them, and takes and gives their questions as files. `eval --saved` measures one.</summary>
internal static class QualityCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the quality set" };
    private static readonly Argument<string> Questions = new("file") { Description = "Questions, one a line, as `eval` reads them" };

    public static Command Create() => new("quality", "Shows, imports and exports the quality sets that search is measured on")
    {
        Step(new Command("list", "Lists the quality sets with their last figures"), ListAsync),
        Step(new Command("import", "Adds the questions of a file to a set, which is made when it is not there") { Name, Questions }, ImportAsync),
        Step(new Command("export", "Prints the questions of a set") { Name }, ExportAsync),
    };

    private static Command Step(Command command, Func<ParseResult, CommandServices, CancellationToken, Task<int>> step)
    {
        command.SetAction(async (parsed, token) =>
        {
            using var services = await CommandServices.OpenAsync(parsed, token);
            return await step(parsed, services, token);
        });
        return command;
    }

    private static async Task<int> ListAsync(ParseResult command, CommandServices services, CancellationToken cancellationToken)
    {
        foreach (var set in await services.Get<QualitySets>().ListAsync(cancellationToken))
        {
            var last = set.LastRun;
            Console.WriteLine(command.GetValue(CommonOptions.Json)
                ? CommandServices.ToJson(new { set.Name, set.Questions, ndcgAt10 = last?.Ndcg, measuredAt = last?.At })
                : $"{set.Name}: {set.Questions} questions, {(last is null ? "never measured" : FormattableString.Invariant($"nDCG@10 {last.Ndcg:0.0000}, {last.At:u}"))}");
        }

        return CommandLine.Done;
    }

    private static async Task<int> ImportAsync(ParseResult command, CommandServices services, CancellationToken cancellationToken)
    {
        var (name, file) = (command.GetValue(Name)!, command.GetValue(Questions)!);
        if (!File.Exists(file)) throw new UsageException($"There is no file {file}.");
        var sets = services.Get<QualitySets>();
        var known = (await sets.ListAsync(cancellationToken)).FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Id;
        using var lines = File.OpenText(file);
        var imported = await sets.ImportAsync(known ?? await sets.CreateAsync(name, cancellationToken), lines, cancellationToken);
        foreach (var problem in imported.Problems) await Console.Error.WriteLineAsync(problem);
        Console.WriteLine(command.GetValue(CommonOptions.Json)
            ? CommandServices.ToJson(imported)
            : $"{imported.Added} questions added, {imported.Replaced} replaced.");
        return imported.Added + imported.Replaced > 0 ? CommandLine.Done : CommandLine.Failed;
    }

    private static async Task<int> ExportAsync(ParseResult command, CommandServices services, CancellationToken cancellationToken)
    {
        var set = await SavedSetRun.FindAsync(services, command.GetValue(Name)!, cancellationToken);
        await services.Get<QualitySets>().ExportAsync(set.Id, Console.Out, cancellationToken);
        return CommandLine.Done;
    }
}

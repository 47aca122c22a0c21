using System.CommandLine;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

/// <summary>Loads a model in a process of its own and lets it work once, so that a file that kills the engine kills nothing else.</summary>
internal static class ModelsTestCommand
{
    private static readonly Option<int> Seconds = new("--timeout") { Description = "Seconds that loading and trying may take", DefaultValueFactory = _ => 600 };

    public static Command Create()
    {
        var command = new Command("test", "Loads a model in a process of its own and tries it") { ModelsCommand.Name, Seconds };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var model = services.Get<ModelStore>().Get(command.GetValue(ModelsCommand.Name)!);
        List<string> arguments = ["engine", "--model", model.Path, "--check"];
        if (model.Template is { } template) arguments.AddRange(["--template", template]);
        var run = await OwnProgram.RunAsync(arguments, TimeSpan.FromSeconds(Math.Max(1, command.GetValue(Seconds))), cancellationToken);
        ModelsCommand.Write(command, new { id = model.Id, works = run.Works, output = run.Output, reason = run.Reason }, Line(model.Id, run));
        return run.Works ? CommandLine.Done : CommandLine.Failed;
    }

    private static string Line(string id, ProgramRun run) => run.Works ? $"{id} works: {run.Output}" : $"{id} does not work: {run.Reason}";
}

using System.CommandLine;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Download;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsPullCommand
{
    public static Command Create()
    {
        var command = new Command("pull", "Downloads a model of the list; goes on where an earlier try stopped") { ModelsCommand.Name, ModelsCommand.AcceptNewHash };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var name = command.GetValue(ModelsCommand.Name)!;
        var model = services.Get<ModelList>().Find(name)
            ?? throw new UsageException($"The list has no model “{name}”. See: ragdocs models list");
        using var progress = new ConsoleProgress(model.File);
        var installed = await services.Get<ModelDownload>().PullAsync(
            model, ModelsCommand.Who, command.GetValue(ModelsCommand.AcceptNewHash), progress, cancellationToken);
        var line = ModelJson.Of(installed, services.Get<ModelStore>());
        ModelsCommand.Write(command, line, $"{installed.Title} is installed as {installed.Id}, SHA-256 {line.Sha256}.");
        return CommandLine.Done;
    }
}

using System.CommandLine;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsRemoveCommand
{
    public static Command Create()
    {
        var command = new Command("remove", "Deletes a model from the models folder") { ModelsCommand.Name };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var file = services.Get<ModelStore>().Remove(command.GetValue(ModelsCommand.Name)!);
        ModelsCommand.Write(command, new { removed = file }, $"Removed {file}.");
        return CommandLine.Done;
    }
}

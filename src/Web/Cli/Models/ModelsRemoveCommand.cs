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
        var store = services.Get<ModelStore>();
        var file = store.Remove(command.GetValue(ModelsCommand.Name)!);
        var pin = store.Removed().GetValueOrDefault(Path.GetFileNameWithoutExtension(file))?.Sha256;
        var kept = pin is null ? "" : $" Its SHA-256 stays known: only the same file comes in again ({pin}), unless it is fetched with --accept-new-hash.";
        ModelsCommand.Write(command, new { removed = file, sha256 = pin }, $"Removed {file}.{kept}");
        return CommandLine.Done;
    }
}

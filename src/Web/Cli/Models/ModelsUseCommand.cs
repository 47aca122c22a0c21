using System.CommandLine;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsUseCommand
{
    public static Command Create()
    {
        var command = new Command("use", "Lets an installed model do what its kind does; a running service takes it up by itself") { ModelsCommand.Name };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var model = store.Get(command.GetValue(ModelsCommand.Name)!);
        store.Use(model.Kind, model.Id);
        ModelsCommand.Write(command, ModelJson.Of(model, store), $"{model.Title} is used from now on.");
        return CommandLine.Done;
    }
}

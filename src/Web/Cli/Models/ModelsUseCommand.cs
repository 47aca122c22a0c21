using System.CommandLine;
using RagDocs.Generation.Embeddings;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsUseCommand
{
    /// <summary>Stands for the embedding model that comes with the program.</summary>
    private const string BuiltIn = "built-in";

    private const string Search = "A running service makes a new index with it in the background, and the old one answers until then: see `ragdocs index status`.";

    public static Command Create()
    {
        var command = new Command("use", $"Lets an installed model do what its kind does; a running service takes it up by itself. `{BuiltIn}` searches with the built-in model again")
        {
            ModelsCommand.Name,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var name = command.GetValue(ModelsCommand.Name)!;
        if (name == BuiltIn)
        {
            store.UseAutomatic(ModelKind.Embedding);
            ModelsCommand.Write(command, new { used = BuiltIn, kind = "embedding" }, $"The built-in model is used for search from now on. {Search}{Remote(services)}");
            return CommandLine.Done;
        }

        var model = store.Get(name);
        store.Use(model.Kind, model.Id);
        var effect = model.Kind == ModelKind.Embedding ? $" {Search}{Remote(services)}" : "";
        ModelsCommand.Write(command, ModelJson.Of(model, store), $"{model.Title} is used from now on.{effect}");
        return CommandLine.Done;
    }

    private static string Remote(CommandServices services) =>
        services.Get<EmbeddingSource>().Remote is { } server ? $" But the settings name a server that goes before it: {server} (Retrieval:Remote)." : "";
}

using System.CommandLine;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Import;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsImportCommand
{
    private static readonly Argument<string> From = new("path") { Description = "A GGUF file, or a folder or USB stick with some" };

    public static Command Create()
    {
        var command = new Command("import", "Copies models from a file, folder or USB stick") { From, ModelsCommand.AcceptNewHash };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var failed = false;
        foreach (var file in ImportSource.FilesAt(command.GetValue(From)!, cancellationToken))
        {
            var line = await ImportAsync(services, store, file, command.GetValue(ModelsCommand.AcceptNewHash), cancellationToken);
            failed |= line.Reason is not null;
            ModelsCommand.Write(command, line, line.ToString());
        }

        return failed ? CommandLine.Failed : CommandLine.Done;
    }

    // One bad file does not keep the others out.
    private static async Task<ModelJson> ImportAsync(CommandServices services, ModelStore store, ImportFile file, bool acceptNewHash, CancellationToken cancellationToken)
    {
        try
        {
            using var progress = new ConsoleProgress(file.Name);
            return ModelJson.Of(await services.Get<ModelImport>().ImportAsync(file, ModelsCommand.Who, acceptNewHash, progress, cancellationToken), store);
        }
        catch (Exception refused) when (refused is ModelFileException or ModelsException or IOException or UnauthorizedAccessException)
        {
            return new ModelJson(file.Name, null, null, "refused", false, file.Bytes, null, null, null, null, refused.Message);
        }
    }
}

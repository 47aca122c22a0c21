using System.CommandLine;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsImportCommand
{
    private static readonly Argument<string> From = new("path") { Description = "A GGUF file, or a folder or USB stick with some" };

    public static Command Create()
    {
        var command = new Command("import", "Copies models from a file, folder or USB stick") { From };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var failed = false;
        foreach (var file in ModelImport.FilesAt(command.GetValue(From)!))
        {
            var line = await ImportAsync(services, store, file, cancellationToken);
            failed |= line.Reason is not null;
            ModelsCommand.Write(command, line, line.ToString());
        }

        return failed ? CommandLine.Failed : CommandLine.Done;
    }

    // One bad file does not keep the others out.
    private static async Task<ModelJson> ImportAsync(CommandServices services, ModelStore store, string file, CancellationToken cancellationToken)
    {
        try
        {
            using var progress = new ConsoleProgress(Path.GetFileName(file));
            return ModelJson.Of(await services.Get<ModelImport>().ImportAsync(file, ModelsCommand.Who, progress, cancellationToken), store);
        }
        catch (Exception refused) when (refused is ModelFileException or ModelsException or IOException or UnauthorizedAccessException)
        {
            return new ModelJson(Path.GetFileName(file), null, null, "refused", false, new FileInfo(file).Length, null, null, null, null, refused.Message);
        }
    }
}

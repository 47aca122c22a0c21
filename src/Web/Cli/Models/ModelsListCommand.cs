using System.CommandLine;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Cli.Models;

internal static class ModelsListCommand
{
    private static readonly Option<bool> InstalledOnly = new("--installed") { Description = "Only what lies in the models folder" };

    public static Command Create()
    {
        var command = new Command("list", "Lists models: * is used, available ones can be pulled") { InstalledOnly };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var store = services.Get<ModelStore>();
        var there = store.List();
        var lines = there.Installed.Select(m => ModelJson.Of(m, store)).Concat(there.Refused.Select(ModelJson.Of))
            .Concat(there.Arriving.Select(name => new ModelJson(name, null, null, "arriving", false, 0, null, null, null, null, null)));
        if (!command.GetValue(InstalledOnly))
            lines = lines.Concat(services.Get<ModelList>().Models.Where(m => there.Installed.All(i => i.Id != m.InstalledId)).Select(ModelJson.Of));
        foreach (var line in lines) ModelsCommand.Write(command, line, line.ToString());
        if (!command.GetValue(CommonOptions.Json)) Console.WriteLine($"Models folder: {store.Folder}");
        return CommandLine.Done;
    }
}

using System.CommandLine;
using RagDocs.Generation.Models.Download;

namespace RagDocs.Web.Cli.Models;

/// <summary>Whether models may be downloaded.</summary>
internal static class ModelsDownloadsCommand
{
    private static readonly Argument<string?> Wanted = new Argument<string?>("on|off") { Description = "Left out: only says it", Arity = ArgumentArity.ZeroOrOne }
        .AcceptOnlyFromAmong("on", "off");

    public static Command Create()
    {
        var command = new Command("allow-downloads", "Switches downloads of models on or off") { Wanted };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var downloads = services.Get<DownloadSwitch>();
        if (command.GetValue(Wanted) is { } wanted) downloads.Set(wanted == "on", ModelsCommand.Who);
        var by = downloads.IsFixed ? ", by the configuration" : "";
        ModelsCommand.Write(command, new { allowed = downloads.IsOn, @fixed = downloads.IsFixed }, $"Downloads of models are {(downloads.IsOn ? "on" : "off")}{by}.");
        return CommandLine.Done;
    }
}

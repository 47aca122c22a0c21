using System.CommandLine;
using RagDocs.Web.Hosting;

namespace RagDocs.Web.Cli;

internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, default http://127.0.0.1:5080" };

    public static Command Create()
    {
        var command = new Command("serve", "Starts the web server and the workers (the default)") { Urls };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Without a command, the program serves.</summary>
    public static void MakeDefault(RootCommand root)
    {
        root.Options.Add(Urls);
        root.SetAction(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        var data = DataFolder.Open(command.GetValue(CommonOptions.Data));
        await using var app = WebHost.Build(data, command.GetValue(Urls));
        await StartUp.PrepareCatalogAsync(app.Services, cancellationToken);
        await StartUp.RecoverAsync(app.Services, cancellationToken);
        await app.StartAsync(cancellationToken);
        await Greeting.PrintAsync(app, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return CommandLine.Done;
    }
}

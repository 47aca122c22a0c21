using System.CommandLine;
using RagDocs.Web.Hosting;

namespace RagDocs.Web.Cli;

/// <summary>Checks what the service needs; with --health asks a running service instead (for container health checks).</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> Health = new("--health") { Description = "Address of a running service's /health" };

    public static Command Create()
    {
        var command = new Command("doctor", "Checks what the service needs, and says what to do") { Health };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        if (command.GetValue(Health) is { } address) return await AskServiceAsync(address, cancellationToken);
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var checks = await services.Get<Doctor>().CheckAsync(cancellationToken);
        foreach (var check in checks)
        {
            Console.WriteLine(command.GetValue(CommonOptions.Json)
                ? CommandServices.ToJson(check)
                : $"{(check.Ok ? "ok     " : check.Required ? "FAILING" : "missing")}  {check.Name}: {check.Detail}");
        }

        return checks.All(c => c.Ok || !c.Required) ? CommandLine.Done : CommandLine.Failed;
    }

    private static async Task<int> AskServiceAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw new UsageException($"{address} is not an address.");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await client.GetAsync(uri, cancellationToken);
            Console.WriteLine(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? CommandLine.Done : CommandLine.Failed;
        }
        catch (HttpRequestException unreachable)
        {
            await Console.Error.WriteLineAsync($"The service does not answer at {uri}: {unreachable.Message}");
            return CommandLine.Failed;
        }
    }
}

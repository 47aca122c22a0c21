using System.CommandLine;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Queue;

namespace RagDocs.Web.Cli;

/// <summary>Does the nightly run now and prints its morning report.</summary>
internal static class NightlyCommand
{
    public static Command Create()
    {
        var command = new Command("nightly", "Does the nightly run now: sync, retry, purge, integrity check; prints the morning report");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        await services.Get<DocumentQueue>().ReleaseAbandonedAsync(cancellationToken);
        var report = await services.Get<NightlyReindex>().RunAsync(cancellationToken);
        Console.WriteLine(command.GetValue(CommonOptions.Json)
            ? CommandServices.ToJson(report)
            : MorningReportText.Of(report, services.Get<NightlyClock>().Zone).TrimEnd());
        return report.Steps.All(s => s.Problem is null) ? CommandLine.Done : CommandLine.Failed;
    }
}

using System.CommandLine;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Queue;

namespace RagDocs.Web.Cli;

/// <summary>Compares the index with itself and with the originals.</summary>
internal static class CheckCommand
{
    private static readonly Option<bool> Repair = new("--repair") { Description = "Mend what can be mended, and read documents again where only that helps" };

    public static Command Create()
    {
        var command = new Command("check", "Checks that every passage can be found, and nothing else") { Repair };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var repair = command.GetValue(Repair);
        var report = await services.Get<IndexCheck>().RunAsync(run: null, repair, cancellationToken);
        if (repair && report.Findings.Count > 0) await services.Get<IngestWorker>().DrainAsync(cancellationToken);
        if (command.GetValue(CommonOptions.Json))
        {
            Console.WriteLine(CommandServices.ToJson(report));
        }
        else
        {
            Console.WriteLine($"{report.Chunks} passages of {report.Documents} documents compared with the search index and their vectors");
            foreach (var f in report.Findings)
            {
                Console.WriteLine($"{(f.Repaired ? "repaired" : "WRONG   ")}  {MorningReportText.Words(f.Fault)}: {f.Count}{(f.Detail.Length > 0 ? $" ({f.Detail})" : "")}");
            }

            if (report.Findings.Count == 0) Console.WriteLine("Nothing wrong");
            else if (!repair) Console.WriteLine("To mend it: ragdocs check --repair");
        }

        return report.Findings.All(f => f.Repaired) ? CommandLine.Done : CommandLine.Failed;
    }
}

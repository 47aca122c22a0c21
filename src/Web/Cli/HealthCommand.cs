using System.CommandLine;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli;

/// <summary>Lists the documents that were read badly or not at all: the extraction health page as lines.</summary>
internal static class HealthCommand
{
    private static readonly Option<string?> Within = new("--collection") { Description = "Only this collection" };
    private static readonly Option<HealthProblem?> Only = new("--problem") { Description = "Only documents with this problem" };

    public static Command Create()
    {
        var command = new Command("health", "Lists documents that were read badly or not at all, and why") { Within, Only };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var scope = await services.ScopeAsync(command.GetValue(Within), cancellationToken);
        var filter = new HealthFilter(command.GetValue(Only), HealthOrder.Title, Descending: false, Take: int.MaxValue);
        var list = await services.Get<ExtractionHealth>().ListAsync(scope, filter, cancellationToken);
        foreach (var line in list.Lines) Console.WriteLine(command.GetValue(CommonOptions.Json) ? CommandServices.ToJson(HealthReport.Of(line)) : Text(line));
        if (!command.GetValue(CommonOptions.Json) && list.Total == 0) Console.WriteLine("Every document was read to its end.");
        return CommandLine.Done;
    }

    private static string Text(HealthLine line) => $"{line.State,-12} {line.Path}" + (line.Reason is null ? "" : $"  ({line.Reason})");
}

/// <summary>One line of `health --json`.</summary>
/// <param name="Pages">Pages in all.</param>
/// <param name="Confidence">Mean of the pages recognised with low confidence, 0 to 1.</param>
internal sealed record HealthReport(
    string File, string Collection, DocumentState State, string? Reason, int? Pages, int NoText, int LowConfidence, int Garbled, double? Confidence)
{
    public static HealthReport Of(HealthLine line) => new(
        line.Path, line.Collection, line.State, line.Reason, line.Pages, line.NoText, line.LowConfidence, line.Garbled,
        line.Confidence is { } mean ? Math.Round(mean, 3) : null);
}

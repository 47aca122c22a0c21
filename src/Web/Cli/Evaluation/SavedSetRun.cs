using System.CommandLine;
using System.Globalization;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>Measures search in the data folder on a saved quality set, keeps the run and prints its figures.</summary>
internal static class SavedSetRun
{
    private const int Digits = 4;

    /// <exception cref="UsageException">There is no such set.</exception>
    public static async Task<int> RunAsync(ParseResult command, string name, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var set = await FindAsync(services, name, cancellationToken);
        var run = await services.Get<QualityMeasurement>().RunAsync(set.Id, QualityCause.AskedFor, null, cancellationToken);
        Console.WriteLine(command.GetValue(CommonOptions.Json) ? CommandServices.ToJson(Figures(set, run)) : Readable(set, run));
        return CommandLine.Done;
    }

    /// <exception cref="UsageException">There is no such set.</exception>
    public static async Task<QualitySetLine> FindAsync(CommandServices services, string name, CancellationToken cancellationToken)
    {
        var sets = await services.Get<QualitySets>().ListAsync(cancellationToken);
        return sets.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"There is no quality set “{name}”. There are: {string.Join(", ", sets.Select(s => s.Name))}.");
    }

    private static object Figures(QualitySetLine set, QualityRun run) => new
    {
        set = set.Name, run = run.Id, run.Questions, ndcgAt10 = Rounded(run.Ndcg), recallAt5 = Rounded(run.RecallAt5), mrrAt10 = Rounded(run.ReciprocalRank),
        medianMs = Rounded(run.MedianMs), ndcgAt10Before = set.LastRun is { } before ? Rounded(before.Ndcg) : (double?)null,
        notMeasured = set.Questions - run.Questions, index = run.GenerationId, run.Model, run.Settings,
    };

    private static string Readable(QualitySetLine set, QualityRun run)
    {
        var before = set.LastRun is { } last ? string.Create(CultureInfo.InvariantCulture, $" (before {last.Ndcg:0.0000})") : "";
        var left = run.Questions < set.Questions ? $" {set.Questions - run.Questions} were not measured, because their documents are gone." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{set.Name}: nDCG@10 {run.Ndcg:0.0000}{before}, recall@5 {run.RecallAt5:0.0000}, MRR@10 {run.ReciprocalRank:0.0000}, "
            + $"{run.Questions} questions, {run.MedianMs:0.0} ms.{left}");
    }

    private static double Rounded(double value) => Math.Round(value, Digits);
}

using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;

namespace RagDocs.Benchmarks.Ranking;

/// <summary>
/// Asks a set's questions once for each stage of the ranking, the stages added one after the other and then each left out, over a data folder
/// that `ragdocs ingest` has filled. Writes a run for the set's scorer for each, and prints what a search takes.
/// </summary>
internal static class Ablation
{
    private const int Results = 10;
    private static readonly string[] Added =
        ["Keyword", "Vector", "Document", "Scope", "SoftMatch", "Window", "Opening", "AskedKind", "Length", "Feedback", "Alike", "Expansion"];

    public static async Task<int> RunAsync(string data, string set, string output)
    {
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(new ConfigurationBuilder().Build(), data).BuildServiceProvider();
        var retriever = services.GetRequiredService<Retriever>();
        var questions = File.ReadLines(Path.Combine(set, "questions.jsonl")).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(q => (Id: q.GetProperty("id").GetString()!, Text: q.GetProperty("question").GetString()!)).ToList();
        Directory.CreateDirectory(output);
        var number = 0;
        await RunAsync("Keyword", ["Keyword"]);
        await RunAsync("Keyword with other names", ["Keyword", "Expansion"]);
        await RunAsync("Vector", ["Vector"]);
        for (var stages = 2; stages <= Added.Length; stages++) await RunAsync($"to {Added[stages - 1]}", Added[..stages]);
        foreach (var without in Added) await RunAsync($"without {without}", [.. Added.Where(s => s != without)]);
        return 0;

        async Task RunAsync(string name, string[] stages)
        {
            var options = With(stages);
            var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
            await using var run = new StreamWriter(Path.Combine(output, $"{number++:00} {name}.jsonl"));
            foreach (var (id, text) in questions)
            {
                var found = await retriever.SearchAsync(new SearchQuery(text, SearchScope.Everything, Results) { Trial = options }, CancellationToken.None);
                foreach (var stage in found.Stages.Append(new SearchStage("All", found.Elapsed)))
                {
                    if (!times.TryGetValue(stage.Name, out var list)) times[stage.Name] = list = [];
                    list.Add(stage.Elapsed.TotalMilliseconds);
                }

                var results = found.Passages.Select(p => new
                {
                    file = p.Path, page = p.Place.Page, para = p.Text.Contains("\n\n", StringComparison.Ordinal) ? null : p.Place.Paragraph, text = p.Text,
                });
                await run.WriteLineAsync(JsonSerializer.Serialize(new { id, results, alsoSearched = found.AlsoSearched }));
            }

            Console.WriteLine($"{name}: median ms {string.Join(", ", times.Select(t => $"{t.Key} {CpuTime.Median(t.Value):0.00}"))}");
        }
    }

    private static RetrievalOptions With(string[] stages)
    {
        var options = new RetrievalOptions();
        foreach (var weight in typeof(RetrievalOptions).GetProperties().Where(p => Added.Contains(p.Name.Replace("Weight", "", StringComparison.Ordinal))))
        {
            if (!stages.Contains(weight.Name.Replace("Weight", "", StringComparison.Ordinal))) weight.SetValue(options, 0.0);
        }

        return options;
    }
}

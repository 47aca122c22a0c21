using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Tests;

namespace RagDocs.Benchmarks.Ranking;

/// <summary>
/// Asks a set's questions once for each stage of the ranking, the stages added one after the other and then each left out, over a data folder
/// that `ragdocs ingest` has filled. Writes a run for the set's scorer for each, and prints what a search takes.
/// </summary>
internal static class Ablation
{
    private const int Results = 10;
    private static readonly string[] Added =
        ["Keyword", "Vector", "Document", "Scope", "SoftMatch", "Window", "Opening", "AskedKind", "Length", "Feedback", "Alike"];

    public static async Task<int> RunAsync(string data, string set, string output)
    {
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(new ConfigurationBuilder().Build(), data)
            .AddSingleton<IChunkIndex>(provider => IndexOf(provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>()))
            .BuildServiceProvider();
        var retriever = services.GetRequiredService<Retriever>();
        var questions = File.ReadLines(Path.Combine(set, "questions.jsonl")).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(q => (Id: q.GetProperty("id").GetString()!, Text: q.GetProperty("question").GetString()!)).ToList();
        Directory.CreateDirectory(output);
        var number = 0;
        await RunAsync("Keyword", ["Keyword"]);
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
                await run.WriteLineAsync(JsonSerializer.Serialize(new { id, results }));
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

    private static MemoryChunkIndex IndexOf(IDbContextFactory<RagDocsDbContext> catalog)
    {
        using var db = catalog.CreateDbContext();
        var rows = db.Chunks.AsNoTracking().Where(c => c.Searchable).OrderBy(c => c.DocumentId).ThenBy(c => c.Ordinal)
            .Select(c => new { c.Id, c.DocumentId, c.CollectionId, c.Version!.Document!.Path, c.Title, c.HeadingPath, c.Text, c.Vector!.Values }).ToList();
        var documents = rows.GroupBy(c => c.DocumentId).Select(d => new IndexedDocument(
            d.Key, d.First().CollectionId, d.First().Path, d.First().Title,
            [.. d.Select(c => new IndexedChunk(c.Id, c.HeadingPath, c.Text, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(c.Values).ToArray()))]));
        return new MemoryChunkIndex([.. documents], new RetrievalOptions());
    }
}

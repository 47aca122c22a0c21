using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Synonyms;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Store;

namespace RagDocs.Benchmarks.Ranking;

/// <summary>What looking for abbreviations adds to making a segment, over a data folder that `ragdocs ingest` has filled.</summary>
internal static class AbbreviationCost
{
    private const int Runs = 7;

    public static async Task<int> RunAsync(string data)
    {
        var catalog = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(catalog, data);
        await using var db = new RagDocsDbContext(catalog.Options);
        var generation = await db.IndexGenerations.SingleAsync(g => g.State == GenerationState.Active);
        var documents = new List<IndexedDocument>();
        await foreach (var document in CatalogDocuments.AllAsync(db, generation.Id, generation.Dimensions, CancellationToken.None)) documents.Add(document);
        var (whole, alone, found) = (new List<double>(), new List<double>(), 0);
        for (var run = 0; run < Runs; run++)
        {
            whole.Add(CpuOf(() => Build(documents, generation.Dimensions)));
            alone.Add(CpuOf(() => found = Collect(documents)));
        }

        var (all, part) = (CpuTime.Median(whole), CpuTime.Median(alone));
        Console.WriteLine($"{documents.Count} documents, {documents.Sum(d => d.Chunks.Count)} chunks: {found} abbreviations; segment {all:0} ms, of it abbreviations {part:0.0} ms, {part / all:0.0 %}");
        return 0;
    }

    private static void Build(List<IndexedDocument> documents, int dimensions)
    {
        var builder = new SegmentBuilder(dimensions);
        foreach (var document in documents) builder.Add(document);
        builder.Build();
    }

    private static int Collect(List<IndexedDocument> documents)
    {
        var (collector, analyzer) = (new AbbreviationCollector(), new Analyzer());
        for (var i = 0; i < documents.Count; i++) collector.Add(i, documents[i].Chunks.SelectMany(c => new[] { c.HeadingPath, c.Text }).Prepend(documents[i].Title), analyzer);
        return collector.Build().Terms.Count;
    }

    private static double CpuOf(Action work)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }
}

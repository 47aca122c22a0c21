using RagDocs.Retrieval.Vectors;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Benchmarks.Vectors;

/// <summary>Top 10 of many vectors: ours with one thread and as it is shipped, the same scan in C, and packages for Node, in turns.</summary>
internal static class VectorSpeed
{
    private const int Dimensions = 384;
    private const int Rounds = 5;
    private const int Checked = 100;

    /// <param name="kind">topics or isotropic.</param>
    /// <param name="rivals">Of lancedb and hnswlib.</param>
    public static async Task<int> RunAsync(string kind, int count, params string[] rivals)
    {
        using var data = new VectorData(kind == "topics", count, Dimensions, 1_000);
        Console.WriteLine($"{count} x {Dimensions}, {kind}; kernel {DotKernel.Best.GetType().Name}; rounded in {data.BuildSeconds:0.0} s, merged into a file in {data.MergeSeconds:0.0} s");
        var searches = new List<VectorSubject>();
        using var shipped = VectorPart.Open(data.PartFile);
        using var alone = VectorPart.Open(data.PartFile, p => new ScanGate(p, DotKernel.Best, passes: Environment.ProcessorCount, threads: 1));
        using var apart = VectorPart.Open(data.PartFile, p => new ScanGate(p, DotKernel.Best, passes: 8, threads: 1));
        var verifying = TimeProvider.System.GetTimestamp();
        shipped.Verify(default);
        Console.WriteLine($"verified in {TimeProvider.System.GetElapsedTime(verifying).TotalSeconds:0.00} s");
        var truth = data.Truth(shipped, Checked);
        await using var c = await VectorRival.StartCAsync(data);
        searches.Add(new VectorSubject(c.Name, 0, c.AskAsync));
        searches.Add(new VectorSubject("ours, one thread a pass", 0, (from, n, clients) => VectorSubject.AskAsync(alone, data, from, n, clients)));
        searches.Add(new VectorSubject("ours, as shipped", 0, (from, n, clients) => VectorSubject.AskAsync(shipped, data, from, n, clients)));
        searches.Add(new VectorSubject("ours, passes not shared", 0, (from, n, clients) => VectorSubject.AskAsync(apart, data, from, n, clients)));
        var started = new List<VectorRival>();
        foreach (var rival in rivals)
        {
            started.Add(await VectorRival.StartNodeAsync(rival, data));
            searches.Add(new VectorSubject(rival, started[^1].BuildSeconds, started[^1].AskAsync));
        }

        // The slower of them have fewer questions to answer.
        foreach (var search in searches) await search.WarmUpAsync(truth);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var search in searches) await search.RoundAsync(round);
        }

        Console.WriteLine("                          p50 ms   p95 ms   questions/s, 8 clients   recall   build s   p50 against C (of each round)");
        foreach (var search in searches) search.Print(searches[0]);
        foreach (var rival in started) await rival.DisposeAsync();
        Console.WriteLine($"managed memory {GC.GetTotalMemory(true) >> 20} MB; resident {Environment.WorkingSet >> 20} MB");
        return 0;
    }
}

using System.Net.Http.Json;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>Load on an engine that embeds and on one that ranks: texts of all lengths, some longer than the model reads, some askers who leave.</summary>
internal sealed class Encoders
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _embedded;
    private int _ranked;

    public int Embedded => _embedded;

    public int Ranked => _ranked;

    public async Task EmbedUntilAsync(EngineProcess engine, CancellationToken over)
    {
        var random = new Random(101);
        while (!over.IsCancellationRequested)
        {
            var texts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Text(random)).ToArray();
            if (await PostAsync(engine, "/v1/embeddings", new { input = texts }, random)) Interlocked.Increment(ref _embedded);
        }
    }

    public async Task RankUntilAsync(EngineProcess engine, CancellationToken over)
    {
        var random = new Random(102);
        while (!over.IsCancellationRequested)
        {
            var documents = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Text(random)).ToArray();
            if (await PostAsync(engine, "/v1/rerank", new { query = "which policy is it", documents }, random)) Interlocked.Increment(ref _ranked);
        }
    }

    /// <returns>False when the asker left early.</returns>
    private static async Task<bool> PostAsync(EngineProcess engine, string path, object body, Random random)
    {
        var leaves = random.Next(10) == 0;
        using var leaving = new CancellationTokenSource(leaves ? TimeSpan.FromMilliseconds(random.Next(1, 20)) : Patience);
        try
        {
            using var response = await engine.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, leaving.Token);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsStringAsync(leaving.Token);
            // The writing engine is to have its share of the processor.
            await Task.Delay(10, CancellationToken.None);
            return true;
        }
        catch (OperationCanceledException) when (leaves)
        {
            return false;
        }
    }

    private static string Text(Random random) => string.Join(' ', Enumerable.Repeat("the policy of the year", random.Next(1, 60)));
}

using Microsoft.Extensions.Hosting;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// Works out in the service's first minute, beside everything else, which tokens are near which: a question's words are then all known, instead
/// of each new one costing a reading of the whole table. Some tokens at a time share one reading; takes a fifth of one processor.
/// </summary>
internal sealed class NearTokensPreparation(NearTokens near, TimeProvider time) : BackgroundService
{
    private const int Together = 32;
    private const int RestForWork = 4;

    /// <summary>Many times the built-in model's; the table of a larger vocabulary is better read for the words that are asked for.</summary>
    private const int LargestVocabulary = 100_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Who starts the service has begun to wait.
        await Task.Yield();
        if (near.Tokens > LargestVocabulary) return;
        for (var first = 0; first < near.Tokens && !near.IsFull; first += Together)
        {
            var start = time.GetTimestamp();
            near.Of([.. Enumerable.Range(first, Math.Min(Together, near.Tokens - first))]);
            await Task.Delay(time.GetElapsedTime(start) * RestForWork, time, stoppingToken);
        }
    }
}

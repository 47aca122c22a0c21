using System.IO.Pipelines;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Server;

namespace RagDocs.Generation.Tests.Llama.Server;

public sealed class WatchTests
{
    [Fact]
    public async Task TheParentIsGoneWhenStandardInputEndsAndNotBefore()
    {
        var pipe = new Pipe();
        var gone = ParentWatch.GoneAsync(pipe.Reader.AsStream(), TimeProvider.System, CancellationToken.None);
        await pipe.Writer.WriteAsync("still here"u8.ToArray());
        Assert.NotSame(gone, await Task.WhenAny(gone, Task.Delay(50)));
        await pipe.Writer.CompleteAsync();
        await gone.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task MemoryAboveTheLimitIsReported() =>
        Assert.Equal(101, await MemoryWatch.ExceededAsync(100, () => 101, TimeProvider.System, CancellationToken.None));

    [Theory]
    [InlineData(100L, 100L)]
    [InlineData(null, long.MaxValue)]
    public async Task MemoryWithinTheLimitOrWithoutOneIsNot(long? limit, long resident)
    {
        using var stop = new CancellationTokenSource();
        var watching = MemoryWatch.ExceededAsync(limit, () => resident, TimeProvider.System, stop.Token);
        Assert.False(watching.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public void MetricsAreInPrometheusForm()
    {
        var text = EngineMetrics.Text(
            new EngineStatistics(1, 2, 10, 3, 4, 1200, 4000, 1.5, 90, 3, 20, 15, 5, 6), resident: 12345, TimeSpan.FromSeconds(60));
        Assert.Contains("# TYPE ragdocs_engine_requests_total counter\nragdocs_engine_requests_total 10\n", text, StringComparison.Ordinal);
        foreach (var line in new[]
        {
            "process_resident_memory_bytes 12345", "ragdocs_engine_running 1", "ragdocs_engine_waiting 2", "ragdocs_engine_rejected_total 3",
            "ragdocs_engine_canceled_total 4", "ragdocs_engine_cached_tokens_total 4000", "ragdocs_engine_prompt_seconds_total 1.5",
            "ragdocs_engine_prompt_tokens_per_second 800", "ragdocs_engine_generated_tokens_per_second 30", "ragdocs_engine_drafted_tokens_total 20",
            "ragdocs_engine_accepted_tokens_total 15", "ragdocs_engine_embedded_total 5", "ragdocs_engine_scored_total 6",
        })
        {
            Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);
        }
    }
}

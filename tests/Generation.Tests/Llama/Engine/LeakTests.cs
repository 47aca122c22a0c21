using System.Globalization;

namespace RagDocs.Generation.Tests.Llama.Engine;

/// <summary>Runs alone: it measures the memory of the whole process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MemoryMeasured;

[Collection<MemoryMeasured>]
public sealed class LeakTests
{
    [Fact]
    public async Task LoadingAndDisposingAgainAndAgainLeavesNoMemoryBehind()
    {
        await LoadWriteDisposeAsync(30);
        var before = Resident();

        await LoadWriteDisposeAsync(60);

        // A context of this size takes megabytes; 60 of them that stayed would be hundreds.
        Assert.InRange(Resident() - before, long.MinValue, 40L << 20);
    }

    private static async Task LoadWriteDisposeAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var engine = await Asking.LoadAsync(Asking.Endless);
            await engine.WriteAsync(Asking.Request("x", 3));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    /// <summary>Bytes of memory of its own; pages of mapped files do not count.</summary>
    private static long Resident() => long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) * 1024;
}

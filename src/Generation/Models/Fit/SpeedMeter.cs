using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;

namespace RagDocs.Generation.Models.Fit;

/// <summary>Measures, in about a tenth of a second each, what the speed of a model hangs on.</summary>
internal static class SpeedMeter
{
    private const int FloatsPerCore = 16 << 20; // 64 MB: beyond any core's caches.
    private const int Accumulators = 8;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(60);

    /// <summary>Bytes a second that all cores together read from memory: the best of several passes over 64 MB for each.</summary>
    public static Task<double> BytesPerSecondAsync(int cores, CancellationToken cancellationToken) => SumAsync(cores, () =>
    {
        var floats = GC.AllocateUninitializedArray<float>(FloatsPerCore);
        Array.Fill(floats, 1f); // Each page must exist before it is read.
        return () => floats.Length * sizeof(float) * (TensorPrimitives.Sum<float>(floats) > 0 ? 1.0 : 0.0);
    }, cancellationToken);

    /// <summary>32-bit multiply-adds a second of all cores together, each counted as two operations.</summary>
    public static Task<double> OperationsPerSecondAsync(int cores, CancellationToken cancellationToken) => SumAsync(cores, () => () =>
    {
        const int Rounds = 1 << 17;
        Span<Vector<float>> sums = stackalloc Vector<float>[Accumulators];
        var factor = new Vector<float>(0.999f);
        var (a, b, c, d, e, f, g, h) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
        for (var i = 0; i < Rounds; i++)
        {
            // Independent chains, because one multiply-add takes four cycles but two start in each.
            a = Vector.FusedMultiplyAdd(a, factor, factor);
            b = Vector.FusedMultiplyAdd(b, factor, factor);
            c = Vector.FusedMultiplyAdd(c, factor, factor);
            d = Vector.FusedMultiplyAdd(d, factor, factor);
            e = Vector.FusedMultiplyAdd(e, factor, factor);
            f = Vector.FusedMultiplyAdd(f, factor, factor);
            g = Vector.FusedMultiplyAdd(g, factor, factor);
            h = Vector.FusedMultiplyAdd(h, factor, factor);
        }

        var used = Vector.Sum(a + b + c + d + e + f + g + h) > 0 ? 1.0 : 0.0;
        return 2.0 * Rounds * Accumulators * Vector<float>.Count * used;
    }, cancellationToken);

    // Every core works at the same time, because they share the memory bus; the best pass of each counts, because others work too.
    private static async Task<double> SumAsync(int cores, Func<Func<double>> prepare, CancellationToken cancellationToken)
    {
        using var ready = new Barrier(cores);
        var tasks = Enumerable.Range(0, cores).Select(_ => Task.Factory.StartNew(() =>
        {
            var pass = prepare();
            pass();
            ready.SignalAndWait(cancellationToken);
            var (best, started) = (0.0, Stopwatch.GetTimestamp());
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                var before = Stopwatch.GetTimestamp();
                var work = pass();
                best = Math.Max(best, work / Stopwatch.GetElapsedTime(before).TotalSeconds);
            }
            while (Stopwatch.GetElapsedTime(started) < Duration);

            return best;
        }, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return (await Task.WhenAll(tasks)).Sum();
    }
}

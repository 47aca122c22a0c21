using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace RagDocs.Generation.Models.Fit;

/// <summary>Measures, in about a tenth of a second each, what the speed of a model hangs on.</summary>
internal static class SpeedMeter
{
    private const long MostPerCore = 64L << 20; // Beyond any core's caches.
    private const long MostInAll = 1L << 30; // Beyond the caches that 128 cores share; the service needs its memory for other things.
    private const long LeastPerCore = 1L << 20;
    private const int Rounds = 1 << 17;
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(60);

    /// <summary>Bytes a second that all cores together read from memory: the best of several passes over up to 64 MB for each.</summary>
    /// <param name="available">Bytes that are free; a small part of them is used for a moment.</param>
    public static Task<double> BytesPerSecondAsync(int cores, long available, CancellationToken cancellationToken) => SumAsync(cores, () =>
    {
        var floats = GC.AllocateUninitializedArray<float>((int)(BytesPerCore(cores, available) / sizeof(float)));
        Array.Fill(floats, 1f); // Each page must exist before it is read.
        return () => floats.Length * sizeof(float) * (TensorPrimitives.Sum<float>(floats) > 0 ? 1.0 : 0.0);
    }, cancellationToken);

    /// <summary>At most 64 MB for a core, 1 GB and an eighth of the free memory for all together.</summary>
    internal static long BytesPerCore(int cores, long available) =>
        Math.Clamp(Math.Min(MostInAll, available / 8) / Math.Max(1, cores), LeastPerCore, MostPerCore);

    /// <summary>32-bit multiplications and additions a second of all cores together.</summary>
    public static Task<double> OperationsPerSecondAsync(int cores, CancellationToken cancellationToken) =>
        SumAsync(cores, () => MultiplyAndAdd, cancellationToken);

    // Compiled at full speed at once, with eight chains: a multiply-add takes four cycles, but two begin in each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MultiplyAndAdd()
    {
        const int Chains = 8;
        var factor = new Vector<float>(0.999f);
        var (a, b, c, d, e, f, g, h) = (factor, factor, factor, factor, factor, factor, factor, factor);
        for (var i = 0; i < Rounds; i++)
        {
            a = Vector.FusedMultiplyAdd(a, factor, factor);
            b = Vector.FusedMultiplyAdd(b, factor, factor);
            c = Vector.FusedMultiplyAdd(c, factor, factor);
            d = Vector.FusedMultiplyAdd(d, factor, factor);
            e = Vector.FusedMultiplyAdd(e, factor, factor);
            f = Vector.FusedMultiplyAdd(f, factor, factor);
            g = Vector.FusedMultiplyAdd(g, factor, factor);
            h = Vector.FusedMultiplyAdd(h, factor, factor);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h) > 0 ? 2.0 * Rounds * Chains * Vector<float>.Count : 0;
    }

    // Every core works at the same time, because they share the memory bus; the best pass of each counts, because others work too.
    internal static async Task<double> SumAsync(int cores, Func<Func<double>> prepare, CancellationToken cancellationToken)
    {
        using var ready = new Barrier(cores);
        var tasks = Enumerable.Range(0, cores).Select(_ => Task.Factory.StartNew(() =>
        {
            var pass = Prepared(prepare, ready);
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

    // One that cannot take part, for want of memory perhaps, must not be waited for.
    private static Func<double> Prepared(Func<Func<double>> prepare, Barrier ready)
    {
        try
        {
            var pass = prepare();
            pass();
            return pass;
        }
        catch
        {
            ready.RemoveParticipant();
            throw;
        }
    }
}

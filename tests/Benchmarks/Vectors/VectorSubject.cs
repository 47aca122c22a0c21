using RagDocs.Retrieval.Vectors;

namespace RagDocs.Benchmarks.Vectors;

/// <summary>One of those compared, with the figures of every round.</summary>
/// <param name="Ask">From which question on, how many, by how many clients at once.</param>
internal sealed record VectorSubject(string Name, double BuildSeconds, Func<int, int, int, Task<VectorFigures>> Ask)
{
    private readonly List<VectorFigures> _single = [];
    private readonly List<VectorFigures> _eight = [];
    private double _recall;
    private int _questions;

    public async Task WarmUpAsync(int[][] truth)
    {
        await Ask(0, 50, 1);
        var found = await Ask(0, truth.Length, 1);
        _recall = truth.Select((t, q) => t.Intersect(found.Rows.AsSpan(q * 10, 10).ToArray()).Count() / 10.0).Average();
        _questions = found.P50 > 5 ? 100 : 500;
    }

    public async Task RoundAsync(int round)
    {
        _single.Add(await Ask(round * 100, _questions, 1));
        // The C program is one thread and knows no clients.
        _eight.Add(Name.StartsWith('C') ? _single[^1] : await Ask(round * 100, _questions * 2, 8));
    }

    public void Print(VectorSubject c)
    {
        var ratios = _single.Zip(c._single, (ours, theirs) => ours.P50 / theirs.P50).Order().ToList();
        Console.WriteLine($"{Name,-25} {CpuTime.Median(_single.Select(f => f.P50)),7:0.00}  {CpuTime.Median(_single.Select(f => f.P95)),7:0.00}   {CpuTime.Median(_eight.Select(f => f.PerSecond)),12:0}"
            + $"   {_recall,18:0.000}   {BuildSeconds,7:0.0}   {ratios[ratios.Count / 2]:0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00})");
    }

    /// <summary>Ours: each client asks its next question when the last is answered.</summary>
    public static async Task<VectorFigures> AskAsync(VectorPart part, VectorData data, int from, int count, int clients)
    {
        var allowed = VectorData.All(part.Count);
        var times = new double[count];
        var rows = new int[count * 10];
        var next = -1;
        var begun = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (var n = Interlocked.Increment(ref next); n < count; n = Interlocked.Increment(ref next))
            {
                var asked = TimeProvider.System.GetTimestamp();
                var found = await VectorSearch.SearchAsync([new(part, allowed)], data.Queries[(from + n) % data.Queries.Length], 10, default);
                times[n] = TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds;
                for (var m = 0; m < 10; m++) rows[(n * 10) + m] = found[m].Unit;
            }
        })));
        var perSecond = count / TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        Array.Sort(times);
        return new VectorFigures(times[count / 2], times[count * 95 / 100], perSecond, rows);
    }
}

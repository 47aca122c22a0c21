namespace RagDocs.Ingest.Queue;

/// <summary>How long work will still take.</summary>
/// <param name="Rough">True when too little like it was measured lately: to be said in vague words only.</param>
public sealed record TimeLeft(TimeSpan Left, bool Rough);

/// <summary>One finished attempt, as far as it says something about speed.</summary>
/// <param name="Kind">What takes similarly long for each byte: the kind of work and the kind of file.</param>
internal sealed record MeasuredWork(string Kind, long Amount, TimeSpan Took);

/// <summary>One document that waits.</summary>
/// <param name="Run">The run it belongs to; null for none.</param>
internal sealed record OpenWork(string Kind, long Amount, long? Run);

/// <summary>
/// Time left from measured speed: every kind of file has its own seconds a byte (every recognised document its seconds a page), and every
/// document a fixed share, because small files take longer than their bytes. Runs are worked on in turn, so a small one is not charged for
/// all of a large one beside it.
/// </summary>
internal sealed class TimeLeftEstimate
{
    /// <summary>Fewer measured documents of a kind say little.</summary>
    private const int Enough = 5;

    /// <summary>More than this share of the time in kinds never measured makes the whole a guess.</summary>
    private const double MaxGuessed = 0.25;

    private static readonly TimeSpan PerDocument = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, (double PerUnit, int Count)> _speeds;
    private readonly double _anyPerUnit;
    private readonly double _parallel;

    /// <param name="parallel">Documents worked on at the same time, as measured; at least 1.</param>
    public TimeLeftEstimate(IReadOnlyCollection<MeasuredWork> measured, double parallel)
    {
        _speeds = measured.GroupBy(m => m.Kind, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (PerUnit(g), g.Count()), StringComparer.Ordinal);
        _anyPerUnit = PerUnit(measured);
        _parallel = Math.Max(1, parallel);
    }

    /// <summary>For everything; null when nothing is open or nothing at all was measured.</summary>
    public TimeLeft? Overall(IReadOnlyCollection<OpenWork> open)
    {
        if (open.Count == 0 || _speeds.Count == 0) return null;
        var (seconds, guessed) = Sum(open);
        return new TimeLeft(TimeSpan.FromSeconds(seconds / _parallel), guessed > MaxGuessed * seconds);
    }

    /// <summary>For each run with open documents.</summary>
    public IReadOnlyDictionary<long, TimeLeft> ByRun(IReadOnlyCollection<OpenWork> open)
    {
        if (_speeds.Count == 0) return new Dictionary<long, TimeLeft>();
        var runs = open.GroupBy(o => o.Run ?? 0).ToDictionary(g => g.Key, g => Sum([.. g]));
        // While this run is worked on, each other one gets as much time as this one needs, or all it needs if that is less.
        return runs.Where(r => r.Key != 0).ToDictionary(
            r => r.Key,
            r => new TimeLeft(
                TimeSpan.FromSeconds(runs.Values.Sum(other => Math.Min(other.Seconds, r.Value.Seconds)) / _parallel),
                r.Value.Guessed > MaxGuessed * r.Value.Seconds));
    }

    private (double Seconds, double Guessed) Sum(IReadOnlyCollection<OpenWork> open)
    {
        double seconds = 0, guessed = 0;
        foreach (var work in open)
        {
            var known = _speeds.TryGetValue(work.Kind, out var speed);
            var takes = PerDocument.TotalSeconds + work.Amount * (known ? speed.PerUnit : _anyPerUnit);
            seconds += takes;
            if (!known || speed.Count < Enough) guessed += takes;
        }

        return (seconds, guessed);
    }

    private static double PerUnit(IEnumerable<MeasuredWork> measured)
    {
        double seconds = 0, amount = 0;
        foreach (var work in measured)
        {
            seconds += Math.Max(0, (work.Took - PerDocument).TotalSeconds);
            amount += work.Amount;
        }

        return amount > 0 ? seconds / amount : 0;
    }
}

using System.Globalization;

namespace RagDocs.Benchmarks;

/// <summary>Processor time of this process and of every child it has waited for, from the kernel's own count (proc(5), "stat").</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time in seconds, children included; hundredths of a second.</summary>
    public static double Now()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        // The second field is the program's name in brackets and may hold spaces; utime is the 12th field after it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public static async Task<double> OfAsync(Func<Task> work)
    {
        var before = Now();
        await work();
        return Now() - before;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

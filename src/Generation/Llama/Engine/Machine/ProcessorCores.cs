using System.Globalization;

namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>
/// Counts the cores this process may use. Threads of the same core share its arithmetic units, and llama.cpp's threads spin while they wait,
/// so more threads than free cores make it slower, not faster.
/// </summary>
internal static class ProcessorCores
{
    private const string Topology = "/sys/devices/system/cpu";

    /// <summary>Physical cores - 1, at least 1: one is left to everybody else.</summary>
    public static int ThreadsForEngine() => Math.Max(1, Usable() - 1);

    /// <summary>Physical cores within the affinity mask and the CPU quota.</summary>
    public static int Usable() => OperatingSystem.IsLinux()
        ? Usable("/proc/self/status", Topology, Environment.ProcessorCount)
        : Environment.ProcessorCount;

    /// <param name="allowed">What .NET counts: affinity mask and cgroup quota, hardware threads.</param>
    internal static int Usable(string statusFile, string topologyFolder, int allowed)
    {
        try
        {
            var mask = File.ReadLines(statusFile).First(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
            var cores = Expand(mask[(mask.IndexOf(':', StringComparison.Ordinal) + 1)..])
                .Select(cpu => Path.Combine(topologyFolder, $"cpu{cpu}", "topology", "thread_siblings_list"))
                .Where(File.Exists)
                .Select(file => File.ReadAllText(file).Trim())
                .Distinct(StringComparer.Ordinal)
                .Count();
            return cores == 0 ? allowed : Math.Min(cores, allowed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return allowed;
        }
    }

    /// <summary>"0-2,5" → 0, 1, 2, 5.</summary>
    private static IEnumerable<int> Expand(string list)
    {
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            var (from, to) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
            for (var cpu = from; cpu <= to; cpu++)
                yield return cpu;
        }
    }
}

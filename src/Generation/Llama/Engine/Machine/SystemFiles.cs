using System.Globalization;

namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>What Linux tells about memory and cores in /proc and /sys; elsewhere everything is null.</summary>
/// <param name="root">"/", or a folder that imitates it.</param>
internal sealed class SystemFiles(string root)
{
    private const long Unlimited = 1L << 60;
    private const string Groups1 = "sys/fs/cgroup/memory";
    private const string Groups2 = "sys/fs/cgroup";

    /// <summary>Those of the machine that this process runs on.</summary>
    public static SystemFiles Real { get; } = new("/");

    /// <summary>Total and available memory of the machine.</summary>
    public (long Total, long Available)? Memory()
    {
        var lines = Lines("proc/meminfo");
        long? Bytes(string name) => NumberIn(lines, name, ':') * 1024;
        return Bytes("MemAvailable") is { } available ? (Bytes("MemTotal") ?? available, available) : null;
    }

    /// <summary>The tightest limit of the control groups above this process, and what is left below it; null without any.</summary>
    public (long Limit, long Left)? MemoryLimit()
    {
        (long Limit, long Left)? tightest = null;
        foreach (var (limit, used, droppable) in Groups().Distinct(StringComparer.Ordinal).Select(Group))
        {
            if (limit is not { } most || most >= Unlimited) continue;
            // Page cache that can be dropped counts as free.
            var left = Math.Clamp(most - used + droppable, 0, most);
            tightest = tightest is { } known ? (Math.Min(known.Limit, most), Math.Min(known.Left, left)) : (most, left);
        }

        return tightest;
    }

    /// <summary>Physical cores that this process may run on: threads that share one are counted once.</summary>
    public int? Cores()
    {
        var folder = Path.Combine(root, "sys/devices/system/cpu");
        if (!Directory.Exists(folder)) return null;
        var allowed = Allowed();
        var cores = Directory.EnumerateDirectories(folder, "cpu*")
            .Where(cpu => int.TryParse(Path.GetFileName(cpu).AsSpan(3), CultureInfo.InvariantCulture, out var number) && (allowed is null || allowed.Contains(number)))
            .Select(cpu => Lines(Path.Combine(cpu, "topology/thread_siblings_list")).FirstOrDefault()).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        return cores > 0 ? cores : null;
    }

    /// <summary>The affinity mask, "0-2,5"; null: not told.</summary>
    private HashSet<int>? Allowed()
    {
        const string name = "Cpus_allowed_list:";
        if (Lines("proc/self/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is not { } line) return null;
        var cpus = new HashSet<int>();
        foreach (var part in line[name.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last)) return null;
            cpus.UnionWith(Enumerable.Range(first, Math.Max(0, last - first + 1)));
        }

        return cpus;
    }

    // "0::/system.slice/x" is version 2, "4:memory:/x" or "4:cpu,memory:/x" version 1, mounted under the controllers' names or under "memory".
    // In a container the path may lie outside what is mounted: the root then counts.
    private IEnumerable<string> Groups()
    {
        foreach (var line in Lines("proc/self/cgroup").Append("0::/").Append("0:memory:/"))
        {
            var parts = line.Split(':', 3);
            if (parts.Length < 3 || (parts[1].Length > 0 && !parts[1].Split(',').Contains("memory", StringComparer.Ordinal))) continue;
            foreach (var mount in parts[1].Length == 0 ? (string[])[Groups2] : [Groups1, $"{Groups2}/{parts[1]}"])
            {
                for (var path = parts[2].Trim('/'); ; path = Path.GetDirectoryName(path) ?? "")
                {
                    yield return Path.Combine(mount, path);
                    if (path.Length == 0) break;
                }
            }
        }
    }

    // Version 1 counts what lies below a group under names of its own.
    private (long? Limit, long Used, long Droppable) Group(string group)
    {
        var statistics = Lines($"{group}/memory.stat");
        return Number($"{group}/memory.max") is { } limit
            ? (limit, Number($"{group}/memory.current") ?? 0, NumberIn(statistics, "inactive_file", ' ') ?? 0)
            : (Number($"{group}/memory.limit_in_bytes"), Number($"{group}/memory.usage_in_bytes") ?? 0, NumberIn(statistics, "total_inactive_file", ' ') ?? 0);
    }

    private long? Number(string file) => long.TryParse(Lines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var value) ? value : null;

    private static long? NumberIn(string[] lines, string name, char separator)
    {
        var line = lines.FirstOrDefault(l => l.StartsWith(name + separator, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[(name.Length + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private string[] Lines(string file)
    {
        try
        {
            var path = Path.Combine(root, file);
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

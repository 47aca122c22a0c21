using System.Globalization;

namespace RagDocs.Generation.Models.Fit;

/// <summary>What Linux tells about memory and cores in /proc and /sys; elsewhere everything is null.</summary>
/// <param name="root">"/", or a folder that imitates it.</param>
internal sealed class SystemFiles(string root)
{
    private const long Unlimited = 1L << 60;

    /// <summary>Total and available memory of the machine.</summary>
    public (long Total, long Available)? Memory()
    {
        var lines = Lines("proc/meminfo");
        long? Kilobytes(string name) => lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            && long.TryParse(line.AsSpan(name.Length).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture, out var value) ? value * 1024 : null;
        return Kilobytes("MemTotal:") is { } total && Kilobytes("MemAvailable:") is { } available ? (total, available) : null;
    }

    /// <summary>The tightest limit of the control groups above this process, and what is left below it; null without any.</summary>
    public (long Limit, long Left)? MemoryLimit()
    {
        (long Limit, long Left)? tightest = null;
        foreach (var (limit, used, reclaimable) in Groups().Select(Group))
        {
            if (limit is not { } most || most >= Unlimited) continue;
            var left = Math.Max(0, most - Math.Max(0, used - reclaimable));
            tightest = tightest is { } known ? (Math.Min(known.Limit, most), Math.Min(known.Left, left)) : (most, left);
        }

        return tightest;
    }

    /// <summary>Physical cores: threads that share one are counted once.</summary>
    public int? Cores()
    {
        var folder = Path.Combine(root, "sys/devices/system/cpu");
        if (!Directory.Exists(folder)) return null;
        var cores = Directory.EnumerateDirectories(folder, "cpu*").Select(cpu => Lines(Path.Combine(cpu, "topology/thread_siblings_list")).FirstOrDefault())
            .OfType<string>().Distinct(StringComparer.Ordinal).Count();
        return cores > 0 ? cores : null;
    }

    // "0::/system.slice/x" is version 2, "4:memory:/x" version 1. In a container the path may lie outside what is mounted: the root then counts.
    private IEnumerable<string> Groups()
    {
        foreach (var line in Lines("proc/self/cgroup").Append("0::/").Append("0:memory:/"))
        {
            var parts = line.Split(':', 3);
            if (parts.Length < 3 || (parts[1].Length > 0 && !parts[1].Split(',').Contains("memory", StringComparer.Ordinal))) continue;
            var mount = parts[1].Length == 0 ? "sys/fs/cgroup" : "sys/fs/cgroup/memory";
            for (var path = parts[2].Trim('/'); ; path = Path.GetDirectoryName(path) ?? "")
            {
                yield return Path.Combine(mount, path);
                if (path.Length == 0) break;
            }
        }
    }

    private (long? Limit, long Used, long Reclaimable) Group(string group)
    {
        var limit = Number($"{group}/memory.max") ?? Number($"{group}/memory.limit_in_bytes");
        var used = Number($"{group}/memory.current") ?? Number($"{group}/memory.usage_in_bytes") ?? 0;
        var cache = Lines($"{group}/memory.stat").FirstOrDefault(l => l.StartsWith("inactive_file ", StringComparison.Ordinal));
        return (limit, used, cache is not null && long.TryParse(cache.AsSpan("inactive_file ".Length), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0);
    }

    private long? Number(string file) => long.TryParse(Lines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var value) ? value : null;

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

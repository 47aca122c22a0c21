using System.Globalization;

namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>How much memory may be taken without driving others out: what the system says is available, within every cgroup limit above us.</summary>
internal static class AvailableMemory
{
    private const string Cgroups = "/sys/fs/cgroup";

    public static long Bytes() => OperatingSystem.IsLinux()
        ? Bytes("/proc/meminfo", "/proc/self/cgroup", Cgroups)
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetGCMemoryInfo().MemoryLoadBytes;

    internal static long Bytes(string meminfo, string ownCgroup, string root)
    {
        var available = KilobytesOf(meminfo, "MemAvailable:") * 1024;
        foreach (var folder in FoldersUpwards(ownCgroup, root))
        {
            // Version 2, then version 1; page cache that can be dropped counts as free.
            if (Number(Path.Combine(folder, "memory.max")) is { } limit && Number(Path.Combine(folder, "memory.current")) is { } used)
                available = Math.Min(available, limit - used + Droppable(folder, "inactive_file"));
            else if (Number(Path.Combine(folder, "memory.limit_in_bytes")) is { } old && Number(Path.Combine(folder, "memory.usage_in_bytes")) is { } taken)
                available = Math.Min(available, old - taken + Droppable(folder, "total_inactive_file"));
        }

        return Math.Max(0, available);
    }

    private static IEnumerable<string> FoldersUpwards(string ownCgroup, string root)
    {
        foreach (var line in Lines(ownCgroup))
        {
            // "0::/path" or "7:memory:/path"
            var parts = line.Split(':', 3);
            if (parts.Length < 3 || (parts[1].Length > 0 && parts[1] != "memory"))
                continue;
            var folder = Path.Combine(root, parts[1], parts[2].TrimStart('/'));
            var top = Path.Combine(root, parts[1]).TrimEnd('/');
            for (; folder.Length >= top.Length; folder = Path.GetDirectoryName(folder) ?? "")
                yield return folder;
        }
    }

    private static long Droppable(string folder, string name)
    {
        var line = Lines(Path.Combine(folder, "memory.stat")).FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.AsSpan(name.Length + 1), CultureInfo.InvariantCulture);
    }

    private static long KilobytesOf(string meminfo, string name)
    {
        var line = Lines(meminfo).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length, line.Length - name.Length - 2).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Null for "max" and where there is no such file.</summary>
    private static long? Number(string file) =>
        long.TryParse(Lines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<string> Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

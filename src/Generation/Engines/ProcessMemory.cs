using System.Globalization;

namespace RagDocs.Generation.Engines;

/// <summary>Memory of processes and of the machine, as the Linux kernel tells it.</summary>
internal static class ProcessMemory
{
    private const string MemoryGroup = "/sys/fs/cgroup";

    /// <summary>Bytes a process holds; null when it is gone or the system does not say.</summary>
    public static long? Resident(int processId) => Field($"/proc/{processId}/status", "VmRSS:");

    /// <summary>Bytes that can be taken now without swapping, by this machine and this container; null when the system does not say.</summary>
    public static long? Available()
    {
        if (Field("/proc/meminfo", "MemAvailable:") is not { } machine) return null;
        if (Number($"{MemoryGroup}/memory.max") is not { } most || Number($"{MemoryGroup}/memory.current") is not { } used) return machine;
        return Math.Min(machine, Math.Max(0, most - used));
    }

    private static long? Field(string file, string name)
    {
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                if (!line.StartsWith(name, StringComparison.Ordinal)) continue;
                return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or not Linux.
        }

        return null;
    }

    private static long? Number(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

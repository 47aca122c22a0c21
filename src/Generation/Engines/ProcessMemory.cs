using System.Globalization;

namespace RagDocs.Generation.Engines;

/// <summary>Memory of other processes, as the Linux kernel tells it.</summary>
internal static class ProcessMemory
{
    private const string Resident = "VmRSS:";

    /// <summary>Bytes a process holds; null when it is gone or the system does not say.</summary>
    public static long? Of(int processId)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{processId}/status"))
            {
                if (!line.StartsWith(Resident, StringComparison.Ordinal)) continue;
                return long.Parse(line.AsSpan(Resident.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or not Linux.
        }

        return null;
    }
}

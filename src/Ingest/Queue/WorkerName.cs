using System.Diagnostics;
using System.Globalization;

namespace RagDocs.Ingest.Queue;

/// <summary>Names a worker as "machine/process/start/number", so that others can tell whether its process still lives.</summary>
internal static class WorkerName
{
    private static readonly string Prefix = OfProcess();

    public static string Make(int number) => $"{Prefix}/{number}-{Guid.NewGuid():N}";

    /// <summary>True when the worker belongs to this machine and its process has ended. A worker elsewhere is never declared gone.</summary>
    public static bool IsGone(string owner)
    {
        var parts = owner.Split('/');
        if (parts.Length != 4 || parts[0] != Environment.MachineName) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        return StartOf(id) != parts[2];
    }

    private static string OfProcess() => $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Environment.ProcessId)}";

    // The start time tells a process from a later one that was given the same number.
    private static string? StartOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

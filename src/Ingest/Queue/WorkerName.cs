using System.Diagnostics;
using System.Globalization;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>Names a worker as "machine/process/start/kind-id", so that others can tell whether its process still lives.</summary>
internal static class WorkerName
{
    private static readonly string Prefix = OfProcess();

    public static string Make(WorkKind kind) => $"{Prefix}/{kind}-{Guid.NewGuid():N}";

    /// <summary>What stands in the names of all workers of one kind.</summary>
    public static string Mark(WorkKind kind) => $"/{kind}-";

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

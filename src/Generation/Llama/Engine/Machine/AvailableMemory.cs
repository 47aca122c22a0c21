namespace RagDocs.Generation.Llama.Engine.Machine;

/// <summary>How much memory may be taken without driving others out: what the system says is available, within every cgroup limit above us.</summary>
internal static class AvailableMemory
{
    public static long Bytes() => Of(SystemFiles.Real).Available;

    /// <summary>What this process may use at most, and what of it is free.</summary>
    public static (long Memory, long Available) Of(SystemFiles files)
    {
        var collector = GC.GetGCMemoryInfo();
        var (total, available) = files.Memory() ?? (collector.TotalAvailableMemoryBytes, Math.Max(0, collector.TotalAvailableMemoryBytes - collector.MemoryLoadBytes));
        return files.MemoryLimit() is { } limit ? (Math.Min(total, limit.Limit), Math.Min(available, limit.Left)) : (total, available);
    }
}

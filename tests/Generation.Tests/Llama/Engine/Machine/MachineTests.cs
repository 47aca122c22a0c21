using RagDocs.Generation.Llama.Engine.Machine;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Engine.Machine;

public sealed class MachineTests
{
    [Fact]
    public void HardwareThreadsOfOneCoreCountOnce()
    {
        using var folder = new TempFolder();
        var status = folder.Write("status", "Name:\tx\nCpus_allowed_list:\t0-3,6\n");
        foreach (var (cpu, siblings) in (ReadOnlySpan<(int, string)>)[(0, "0,4"), (1, "1,5"), (2, "2,6"), (3, "3,7"), (6, "2,6"), (7, "3,7")])
            folder.Write($"cpu/cpu{cpu}/topology/thread_siblings_list", siblings + "\n");

        Assert.Equal(4, ProcessorCores.Usable(status, Path.Combine(folder.Path, "cpu"), allowed: 5));
        Assert.Equal(2, ProcessorCores.Usable(status, Path.Combine(folder.Path, "cpu"), allowed: 2));
    }

    [Fact]
    public void WithoutTopologyDotNetsCountHolds()
    {
        using var folder = new TempFolder();

        Assert.Equal(3, ProcessorCores.Usable(Path.Combine(folder.Path, "none"), folder.Path, allowed: 3));
        Assert.InRange(ProcessorCores.ThreadsForEngine(), 1, Environment.ProcessorCount);
    }

    [Fact]
    public void EveryCgroupAboveLimitsTheMemory()
    {
        using var folder = new TempFolder();
        var meminfo = folder.Write("meminfo", "MemTotal:       16000000 kB\nMemAvailable:    8000000 kB\n");
        var own = folder.Write("cgroup", "0::/a/b\n");
        folder.Write("fs/a/b/memory.max", "max\n");
        folder.Write("fs/a/memory.max", "3000000000\n");
        folder.Write("fs/a/memory.current", "1500000000\n");
        folder.Write("fs/a/memory.stat", "anon 1000000000\ninactive_file 500000000\n");

        Assert.Equal(2_000_000_000, AvailableMemory.Bytes(meminfo, own, Path.Combine(folder.Path, "fs")));
    }

    [Fact]
    public void WithoutCgroupsTheSystemsWordHolds()
    {
        using var folder = new TempFolder();
        var meminfo = folder.Write("meminfo", "MemAvailable:    8000000 kB\n");

        Assert.Equal(8_192_000_000, AvailableMemory.Bytes(meminfo, Path.Combine(folder.Path, "none"), folder.Path));
        Assert.InRange(AvailableMemory.Bytes(), 1, long.MaxValue);
    }

    [Fact]
    public void TheFirstVersionOfCgroupsIsReadToo()
    {
        using var folder = new TempFolder();
        var meminfo = folder.Write("meminfo", "MemAvailable:    8000000 kB\n");
        var own = folder.Write("cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/1\n");
        folder.Write("fs/memory/docker/1/memory.limit_in_bytes", "1000000000\n");
        folder.Write("fs/memory/docker/1/memory.usage_in_bytes", "400000000\n");

        Assert.Equal(600_000_000, AvailableMemory.Bytes(meminfo, own, Path.Combine(folder.Path, "fs")));
    }
}

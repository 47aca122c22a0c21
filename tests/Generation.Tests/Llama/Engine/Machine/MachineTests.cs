using RagDocs.Generation.Llama.Engine.Machine;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Llama.Engine.Machine;

/// <summary>One reading of the system's files, for the engine and for what is said about models.</summary>
public sealed class MachineTests : IDisposable
{
    private const string MemoryOfTheMachine = "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:    8000000 kB\n";

    private readonly TempFolder _folder = new();

    private SystemFiles Files => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0-3,6", 4)] // The fifth shares a core with the third.
    [InlineData("0-7", 4)]
    [InlineData("2,6", 1)]
    [InlineData("1", 1)]
    [InlineData("??", 4)]
    public void HardwareThreadsOfOneCoreCountOnceAndOnlyThoseOfTheMask(string mask, int cores)
    {
        _folder.Write("proc/self/status", $"Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t{mask}\n");
        for (var cpu = 0; cpu < 8; cpu++) _folder.Write($"sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list", $"{cpu % 4},{(cpu % 4) + 4}\n");
        _folder.Write("sys/devices/system/cpu/cpufreq/x", "");

        Assert.Equal(cores, ProcessorCores.Usable(Files, allowed: 8));
        Assert.Equal(Math.Min(cores, 2), ProcessorCores.Usable(Files, allowed: 2));
    }

    [Fact]
    public void WithoutTopologyDotNetsCountHolds()
    {
        Assert.Equal(3, ProcessorCores.Usable(Files, allowed: 3));
        Assert.InRange(ProcessorCores.ThreadsForEngine(), 1, Environment.ProcessorCount);
    }

    [Fact]
    public void EveryCgroupAboveLimitsTheMemory()
    {
        _folder.Write("proc/meminfo", MemoryOfTheMachine);
        _folder.Write("proc/self/cgroup", "0::/a/b\n");
        _folder.Write("sys/fs/cgroup/a/b/memory.max", "max\n");
        _folder.Write("sys/fs/cgroup/a/memory.max", "3000000000\n");
        _folder.Write("sys/fs/cgroup/a/memory.current", "1500000000\n");
        _folder.Write("sys/fs/cgroup/a/memory.stat", "anon 1000000000\ninactive_file 500000000\n");

        Assert.Equal((3_000_000_000, 2_000_000_000), AvailableMemory.Of(Files));
    }

    [Fact]
    public void WithoutCgroupsTheSystemsWordHolds()
    {
        _folder.Write("proc/meminfo", MemoryOfTheMachine);

        Assert.Equal((16_384_000_000, 8_192_000_000), AvailableMemory.Of(Files));
        Assert.InRange(AvailableMemory.Bytes(), 1, long.MaxValue);
    }

    [Theory]
    [InlineData("4:memory:/docker/1", "memory/docker/1")]
    [InlineData("4:memory:/docker/1", "memory")] // Seen from inside the container.
    [InlineData("4:memory,cpu:/docker/1", "memory,cpu/docker/1")]
    [InlineData("4:cpu,memory:/docker/1", "cpu,memory/docker/1")]
    [InlineData("4:cpu,memory:/docker/1", "memory/docker/1")]
    public void TheFirstVersionOfCgroupsIsReadTooWhateverItsControllersAreMountedWith(string line, string folder)
    {
        _folder.Write("proc/meminfo", MemoryOfTheMachine);
        _folder.Write("proc/self/cgroup", $"5:cpuacct:/x\n{line}\n1:name=systemd:/y\n0::/z\n");
        _folder.Write($"sys/fs/cgroup/{folder}/memory.limit_in_bytes", "1000000000\n");
        _folder.Write($"sys/fs/cgroup/{folder}/memory.usage_in_bytes", "600000000\n");
        _folder.Write($"sys/fs/cgroup/{folder}/memory.stat", "inactive_file 7\ntotal_inactive_file 200000000\n");

        Assert.Equal((1_000_000_000, 600_000_000), AvailableMemory.Of(Files));
    }

    [Fact]
    public void ALimitWithoutEndIsNone()
    {
        _folder.Write("proc/meminfo", MemoryOfTheMachine);
        _folder.Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        Assert.Equal(8_192_000_000, AvailableMemory.Of(Files).Available);
    }
}

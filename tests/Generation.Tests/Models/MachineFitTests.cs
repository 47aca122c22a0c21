using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Fit;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Models;

public sealed class MachineFitTests : IDisposable
{
    private readonly TempFolder _system = new();

    public void Dispose() => _system.Dispose();

    [Theory]
    [InlineData("qwen2.5-0.5b-instruct", Fitness.Fits)]
    [InlineData("mistral-7b-instruct-v0.3", Fitness.Tight)]
    [InlineData("mixtral-8x7b-instruct-v0.1", Fitness.TooLarge)]
    public void AMachineOf8GigabytesRunsSomeModels(string id, Fitness expected)
    {
        var machine = new Machine(8L << 30, 5L << 30, 4, 40e9, 300e9);

        Assert.Equal(expected, MachineFit.Judge(machine, ModelList.BuiltIn.Find(id)!).Fitness);
    }

    [Fact]
    public void WithManyCoresWritingIsAsFastAsMemory()
    {
        var model = ModelList.BuiltIn.Find("mistral-7b-instruct-v0.3")!;
        var fit = MachineFit.Judge(new Machine(64L << 30, 60L << 30, 64, 100e9, 1e15), model);

        Assert.Equal(100e9 * 0.85 / model.Bytes, fit.TokensPerSecond, 0.1);
    }

    [Fact]
    public void AMixtureOfExpertsNeedsAllItsMemoryButReadsAPartOfIt()
    {
        var machine = new Machine(64L << 30, 60L << 30, 8, 50e9, 1e12);
        var (mixture, dense) = (MachineFit.Judge(machine, ModelList.BuiltIn.Find("mixtral-8x7b-instruct-v0.1")!), MachineFit.Judge(machine, ModelList.BuiltIn.Find("mistral-7b-instruct-v0.3")!));

        Assert.True(mixture.MemoryBytes > 5 * dense.MemoryBytes);
        Assert.InRange(dense.TokensPerSecond / mixture.TokensPerSecond, 1.3, 2.2);
    }

    [Fact]
    public void AContainersLimitCountsMoreThanTheMachinesMemory()
    {
        Write("proc/meminfo", "MemTotal:       65536000 kB\nMemFree: 1 kB\nMemAvailable:   60000000 kB\n");
        Write("proc/self/cgroup", "0::/pod/box\n");
        Write("sys/fs/cgroup/pod/memory.max", "8589934592\n");
        Write("sys/fs/cgroup/pod/memory.current", "3221225472\n");
        Write("sys/fs/cgroup/pod/memory.stat", "anon 1\ninactive_file 1073741824\n");
        Write("sys/fs/cgroup/pod/box/memory.max", "max\n");

        Assert.Equal((8L << 30, 6L << 30), new MachineProbe(_system.Path).Memory());
    }

    [Fact]
    public void AnOlderContainersLimitCountsToo()
    {
        Write("proc/meminfo", "MemTotal:       65536000 kB\nMemAvailable:   60000000 kB\n");
        Write("proc/self/cgroup", "5:memory:/docker/abc\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1073741824\n");

        Assert.Equal((2L << 30, 1L << 30), new MachineProbe(_system.Path).Memory());
    }

    [Fact]
    public void WithoutALimitTheMachineCounts()
    {
        Write("proc/meminfo", "MemTotal:       1000 kB\nMemAvailable:   600 kB\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        Assert.Equal((1000L * 1024, 600L * 1024), new MachineProbe(_system.Path).Memory());
    }

    [Fact]
    public void ThreadsThatShareACoreAreOneCore()
    {
        for (var cpu = 0; cpu < 8; cpu++) Write($"sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list", $"{cpu / 2 * 2}-{cpu / 2 * 2 + 1}\n");
        Write("sys/devices/system/cpu/cpufreq/x", "");

        Assert.Equal(4, new SystemFiles(_system.Path).Cores());
    }

    [Fact]
    public async Task ThisMachineIsMeasuredAndEveryModelJudged()
    {
        using var bench = new ModelBench();
        bench.DropChat("own.gguf");
        using var probe = new MachineProbe();

        var (machine, models) = await new MachineFit(probe, bench.List, bench.Store).JudgeAsync(CancellationToken.None);

        Assert.True(machine is { MemoryBytes: > 0, AvailableBytes: > 0, Cores: > 0, BytesPerSecond: > 1e8, OperationsPerSecond: > 1e8 });
        Assert.Equal(bench.List.Models.Count + 1, models.Count);
        Assert.Equal(("own", true), (models[^1].Id, models[^1].Installed));
        Assert.All(models.Where(m => m.Kind == ModelKind.Chat), m => Assert.True(m.TokensPerSecond > 0));
    }

    private void Write(string path, string content) => _system.Write(path, content);
}

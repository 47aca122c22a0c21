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

    [Theory]
    [InlineData(2, 8L << 30, 64)]
    [InlineData(128, 512L << 30, 8)]
    [InlineData(8, 1L << 30, 16)]
    [InlineData(64, 64L << 20, 1)]
    public void MeasuringTakesAtMostAGigabyteAndAnEighthOfWhatIsFree(int cores, long available, long megabytes) =>
        Assert.Equal(megabytes << 20, SpeedMeter.BytesPerCore(cores, available));

    [Fact]
    public async Task AWorkerThatFailsIsNotWaitedFor()
    {
        var workers = 0;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SpeedMeter.SumAsync(
            4, () => Interlocked.Increment(ref workers) == 3 ? throw new InvalidOperationException() : () => 1, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        Assert.NotNull(failure);
        Assert.Equal(4, workers);
    }

    [Fact]
    public async Task AMeasurementThatIsCanceledEndsAndTheNextOneRuns()
    {
        using var stop = new CancellationTokenSource();
        var measuring = SpeedMeter.SumAsync(2, () => { stop.Cancel(); return () => 1; }, stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => measuring.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        using var probe = new MachineProbe(_system.Path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.MeasureAsync(stop.Token));
        Assert.True((await probe.MeasureAsync(TestContext.Current.CancellationToken)).BytesPerSecond > 0);
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

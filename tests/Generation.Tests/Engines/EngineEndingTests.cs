using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Engines;

/// <summary>Nothing is left behind: no process, no socket, no folder.</summary>
public sealed class EngineEndingTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("deaf")]
    [InlineData("slow")]
    public async Task TheEndOfTheServiceEndsItsEngineAndItsSockets(string model)
    {
        int process;
        string folder;
        await using (var engine = new SupervisedEngine(model, o => o.StopPatience = TimeSpan.FromMilliseconds(300)))
        {
            var socket = await engine.SocketAsync();
            folder = Path.GetDirectoryName(socket)!;
            process = engine.Status.ProcessId!.Value;
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            }
        }

        Assert.False(SupervisedEngine.Runs(process));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task AnEngineThatIsStillLoadingEndsWithTheService()
    {
        int process;
        await using (var engine = new SupervisedEngine("slow"))
        {
            engine.Supervisor.StartAgain(ModelKind.Chat);
            process = (await engine.UntilAsync(s => s.State == EngineState.Loading)).ProcessId!.Value;
        }

        Assert.False(SupervisedEngine.Runs(process));
    }

    [Fact]
    public async Task TwentyKillsLeaveOneEngineAndOneSocket()
    {
        await using var engine = new SupervisedEngine("plain");
        var socket = await engine.SocketAsync();
        List<int> killed = [];
        for (var i = 0; i < 20; i++)
        {
            var process = (await engine.UntilAsync(s => s.State == EngineState.Ready && s.ProcessId is { } id && !killed.Contains(id))).ProcessId!.Value;
            SupervisedEngine.Kill(process);
            killed.Add(process);
        }

        await engine.UntilAsync(s => s is { State: EngineState.Ready, Restarts: 20 });

        Assert.DoesNotContain(killed, SupervisedEngine.Runs);
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(socket)!, "*.sock"));
    }

    [Fact]
    public async Task TheEnvironmentOfTheServiceIsNotHandedDown()
    {
        Environment.SetEnvironmentVariable("RAGDOCS_TEST_SECRET", "key");
        await using var engine = new SupervisedEngine("plain");
        await engine.SocketAsync();

        var line = Assert.Single(engine.Supervisor.LogLines(ModelKind.Chat), l => l.StartsWith("started", StringComparison.Ordinal));

        Assert.Equal("started plain time 1 backtrace=1 secret=undefined", line);
        Assert.Contains(line, await File.ReadAllTextAsync(engine.LogPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void TheFolderOfAKilledServiceIsRemovedByTheNextAndALivingOnesStays()
    {
        using var place = new TempFolder();
        using var living = SocketFolder.CreateIn(place.Path);
        var abandoned = Directory.CreateDirectory(Path.Combine(place.Path, "ragdocs-engine-0123456789ab"));
        File.WriteAllText(Path.Combine(abandoned.FullName, "owner"), "");

        using var next = SocketFolder.CreateIn(place.Path);

        Assert.False(Directory.Exists(abandoned.FullName));
        Assert.True(Directory.Exists(living.Path));
        Assert.NotEqual(living.NewSocket(), living.NewSocket());
    }
}

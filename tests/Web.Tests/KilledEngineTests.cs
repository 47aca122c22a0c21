using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>The engine is killed again and again while eight people ask.</summary>
public sealed class KilledEngineTests
{
    private const int Kills = 20;
    private const int Askers = 8;

    /// <summary>Quiet, the slowest return takes 1.1 s and 3 s are wanted; the room is for a machine on which builds and other tests run too.</summary>
    private static readonly TimeSpan SlowestReturn = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task EveryAskerGetsAnAnswerOrAClearErrorAndTheEngineComesBackWithoutLeftovers()
    {
        using var data = new TempFolder();
        var sockets = await KillUnderLoadAsync(data);

        Assert.Empty(EnginesOf(sockets));
        Assert.False(Directory.Exists(sockets));
    }

    /// <returns>The folder of the engines' sockets, after the service has ended.</returns>
    private static async Task<string> KillUnderLoadAsync(TempFolder data)
    {
        TinyMistral.Write(data.File("models/tiny.gguf"), new TinyMistralOptions { NeverEnds = true });
        await using var service = await RunningService.StartAsync(data.Path, new Dictionary<string, string?>
        {
            ["Limits:QuestionsPerMinute"] = "100000", ["Engine:Threads"] = "1",
        });
        using var admin = await service.SignedInAsync("ada", UserRole.Administrator);
        await service.UploadAsync(
            admin, await service.CollectionAsync("HR", open: true), ("leave.md", "# Leave policy\n\nEmployees may transfer up to five unused days into the next year.\n"));
        var supervisor = service.Services.GetRequiredService<EngineSupervisor>();
        // A file that has just come is not taken at once: it might still be growing.
        await ReadyAsync(supervisor, []);
        var socket = (await supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken))!.Socket!;
        using var done = new CancellationTokenSource();
        var ends = new ConcurrentBag<StreamedEvent>();
        var askers = Enumerable.Range(0, Askers).Select(_ => AskOnAsync(admin, ends, done.Token)).ToList();

        var (killed, slowest) = await KillAsync(supervisor);
        await done.CancelAsync();
        await Task.WhenAll(askers);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"slowest return {slowest.TotalSeconds:0.00} s; {ends.Count(e => e.Name == "end")} answers, {ends.Count(e => e.Name == "failed")} clear errors");
        Assert.All(ends, end => Assert.True(end.Name == "end" || end.Data.GetProperty("problem").GetString() is { Length: > 0 }, end.Name));
        Assert.True(ends.Count >= Askers);
        Assert.Equal(Kills, supervisor.Status(ModelKind.Chat).Restarts);
        Assert.DoesNotContain(killed, id => Directory.Exists($"/proc/{id}"));
        Assert.InRange(slowest, TimeSpan.Zero, SlowestReturn);
        var sockets = Path.GetDirectoryName(socket)!;
        Assert.Single(Directory.EnumerateFiles(sockets, "*.sock"));
        Assert.Equal([supervisor.Status(ModelKind.Chat).ProcessId!.Value], EnginesOf(sockets));
        return sockets;
    }

    /// <summary>Every process that was started with a socket of this folder, also one that nobody remembers.</summary>
    private static List<int> EnginesOf(string sockets)
    {
        var engines = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "cmdline")).Contains(sockets, StringComparison.Ordinal)) engines.Add(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return engines;
    }

    private static async Task AskOnAsync(HttpClient client, ConcurrentBag<StreamedEvent> ends, CancellationToken done)
    {
        while (!done.IsCancellationRequested) ends.Add((await AnswerStream.AskAsync(client, "How many unused days may employees transfer?"))[^1]);
    }

    private static async Task<(HashSet<int> Killed, TimeSpan Slowest)> KillAsync(EngineSupervisor supervisor)
    {
        var (killed, slowest) = (new HashSet<int>(), TimeSpan.Zero);
        for (var i = 0; i <= Kills; i++)
        {
            var since = TimeProvider.System.GetTimestamp();
            var status = await ReadyAsync(supervisor, killed);
            if (i > 0) slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, TimeProvider.System.GetElapsedTime(since).Ticks));
            if (i == Kills) break;
            // In the middle of answers.
            await Task.Delay(300, TestContext.Current.CancellationToken);
            killed.Add(status.ProcessId!.Value);
            using var process = Process.GetProcessById(status.ProcessId.Value);
            process.Kill();
        }

        return (killed, slowest);
    }

    private static async Task<EngineStatus> ReadyAsync(EngineSupervisor supervisor, HashSet<int> killed)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var status = supervisor.Status(ModelKind.Chat);
            if (status is { State: EngineState.Ready, ProcessId: { } id } && !killed.Contains(id)) return status;
            await Task.Delay(20, patience.Token);
        }
    }
}

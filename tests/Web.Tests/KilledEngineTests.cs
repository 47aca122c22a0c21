using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Web.Tests;

/// <summary>SIGKILL of the engine in mid-answer, again and again, under eight askers: the service goes on and tells each of them something.</summary>
public sealed class KilledEngineTests(ITestOutputHelper output)
{
    private const int Askers = 8;
    private const int Kills = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task EveryAskerGetsAnAnswerOrAClearErrorAndTheEngineComesBack()
    {
        using var data = new TempFolder();
        // Large enough that an answer takes a while: a kill finds it in the middle.
        TinyMistral.Write(data.File("models/slow.gguf"), new TinyMistralOptions { Layers = 8, EmbeddingLength = 128, FeedForwardLength = 512 });
        string socket;
        var settings = new Dictionary<string, string?> { ["LanguageModel:MaxAnswerTokens"] = "96", ["Limits:QuestionsPerMinute"] = "1000" };
        var engines = new HashSet<int>();
        var (answered, failed, slowest) = (0, 0, TimeSpan.Zero);
        await using (var service = await RunningService.StartAsync(data.Path, settings))
        {
            var administrator = await service.SignedInAsync("admin", UserRole.Administrator);
            var collection = await service.CollectionAsync("Leave", open: true);
            await service.UploadAsync(administrator, collection, 
                ("leave.md", "# Leave\n\nParental leave is paid for twelve weeks.\n\nSick leave is paid from the first day."));
            var askers = await Task.WhenAll(Enumerable.Range(0, Askers).Select(i => service.SignedInAsync($"asker{i}")));
            var supervisor = service.Services.GetRequiredService<EngineSupervisor>();

            for (var kill = 0; kill < Kills; kill++)
            {
                var engine = await ReadyAsync(supervisor, engines);
                engines.Add(engine);
                var asking = askers.Select(asker => AnswerStream.AskAsync(asker, "How long is parental leave paid?").WaitAsync(Patience)).ToList();
                await Task.Delay(50 + (10 * kill));
                using (var process = Process.GetProcessById(engine)) process.Kill();
                var since = Stopwatch.GetTimestamp();
                engine = await ReadyAsync(supervisor, engines);
                var back = Stopwatch.GetElapsedTime(since);
                if (back > slowest) slowest = back;
                foreach (var events in await Task.WhenAll(asking))
                {
                    var end = events[^1];
                    if (end.Name == "end") answered++;
                    else if (end.Name == "failed" && end.Data.GetProperty("problem").GetString() is { Length: > 20 }) failed++;
                    else Assert.Fail($"An asker's stream ended with {end.Name}: {end.Data}");
                }

                Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
            }

            output.WriteLine($"{Kills} kills, {Askers} askers: {answered} answered, {failed} told why not; the engine was back after {slowest.TotalSeconds:0.00} s at most");
            Assert.Equal(Kills * Askers, answered + failed);
            // No answer is lost for good: the next one comes.
            Assert.Equal("end", (await AnswerStream.AskAsync(askers[0], "How long is parental leave paid?"))[^1].Name);
            engines.Add(supervisor.Status(ModelKind.Chat).ProcessId!.Value);
            socket = (await supervisor.EndpointAsync(ModelKind.Chat, CancellationToken.None))!.Socket!;
        }

        Assert.All(engines, id => Assert.False(Directory.Exists($"/proc/{id}"), $"The engine {id} is still there."));
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)), $"The socket's folder {socket} is still there.");
    }

    private static async Task<int> ReadyAsync(EngineSupervisor supervisor, HashSet<int> dead)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (supervisor.Status(ModelKind.Chat) is { State: EngineState.Ready, ProcessId: { } id } && !dead.Contains(id)) return id;
            await Task.Delay(5, patience.Token);
        }
    }
}

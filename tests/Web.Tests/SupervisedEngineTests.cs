using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;
using RagDocs.Web.Hosting;

namespace RagDocs.Web.Tests;

/// <summary>The supervisor over the real engine and a tiny model.</summary>
public sealed class SupervisedEngineTests : IAsyncDisposable
{
    private const int Kills = 3;

    private readonly TempFolder _folder = new();
    private readonly EngineSupervisor _supervisor;

    public SupervisedEngineTests()
    {
        var path = _folder.File("models/tiny.gguf");
        TinyMistral.Write(path, new TinyMistralOptions { Recites = "0123456789" });
        var model = new InstalledModel("tiny", path, ModelKind.Chat, "Tiny Mistral", new FileInfo(path).Length, 2048, null);
        _supervisor = new EngineSupervisor(
            new EngineModels(kind => kind == ModelKind.Chat ? model : null), EngineCommand.For(typeof(DataFolder).Assembly),
            new EngineLogFolder(Path.Combine(_folder.Path, "logs")), Options.Create(new EngineProcessOptions { Threads = 1 }), TimeProvider.System,
            NullLogger<EngineSupervisor>.Instance);
    }

    [Fact]
    public async Task AModelIsServedAndServedAgainAfterEveryKill()
    {
        var killed = new HashSet<int>();
        for (var i = 0; i <= Kills; i++)
        {
            var since = TimeProvider.System.GetTimestamp();
            EngineStatus status;
            do
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
                await _supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken);
                status = _supervisor.Status(ModelKind.Chat);
            }
            while (status.ProcessId is not { } running || killed.Contains(running) || status.State != EngineState.Ready);
            TestContext.Current.TestOutputHelper?.WriteLine($"ready after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.00} s");

            Assert.Contains(await ContinueAsync("012"), "01234567890123456789", StringComparison.Ordinal);
            Assert.Equal(2048, (await _supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken))!.ContextTokens);
            if (i == Kills) break;
            killed.Add(status.ProcessId.Value);
            using var process = Process.GetProcessById(status.ProcessId.Value);
            process.Kill();
        }

        Assert.Equal(Kills, _supervisor.Status(ModelKind.Chat).Restarts);
        Assert.All(killed, id => Assert.False(Directory.Exists($"/proc/{id}")));
    }

    private async Task<string> ContinueAsync(string text)
    {
        var endpoint = await _supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(endpoint!.Socket!), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        using var answer = await client.PostAsJsonAsync(
            new Uri(endpoint!.Address, "v1/chat/completions"),
            new { model = endpoint.Model, max_tokens = 4, temperature = 0, messages = new[] { new { role = "user", content = text } } },
            TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return said.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        _folder.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RagDocs.TestSupport;

/// <param name="FirstText">Seconds from the request to the first piece of text.</param>
/// <param name="Total">Seconds to the end of the stream.</param>
public sealed record EngineAnswer(string Text, int PromptTokens, int CachedTokens, int GeneratedTokens, double FirstText, double Total)
{
    public double PromptRate => (PromptTokens - CachedTokens) / FirstText;

    public double GenerationRate => (GeneratedTokens - 1) / (Total - FirstText);
}

/// <summary>The engine as it is shipped: the process, its Unix socket, its HTTP interface.</summary>
public sealed class EngineProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _socket;
    private readonly HttpClient _http;

    private EngineProcess(Process process, string socket)
    {
        _process = process;
        _socket = socket;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://engine"), Timeout = TimeSpan.FromMinutes(20) };
    }

    /// <summary>The most memory the process ever had resident, in bytes.</summary>
    public long PeakBytes => Memory("VmHWM:");

    /// <summary>What it has resident now, in bytes.</summary>
    public long ResidentBytes => Memory("VmRSS:");

    /// <summary>Speaks to the engine over its socket; any path below /.</summary>
    public HttpClient Http => _http;

    public static async Task<EngineProcess> StartAsync(string model, int context, params string[] options)
    {
        var socket = Path.Combine(Path.GetTempPath(), $"ragdocs-{Guid.NewGuid():N}.sock");
        var program = Path.Combine(AppContext.BaseDirectory, "ragdocs.dll");
        var start = new ProcessStartInfo("dotnet", [program, "engine", "--model", model, "--socket", socket, "--context", $"{context}", .. options])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true,
            // As the service starts it.
            Environment = { ["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1" },
        };
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var engine = new EngineProcess(process, socket);
        while (!await engine.IsReadyAsync())
        {
            if (process.HasExited) throw new InvalidOperationException($"The engine ended with {process.ExitCode}.");
            await Task.Delay(100);
        }

        return engine;
    }

    public async Task<EngineAnswer> AskAsync(string prompt, int generate, string? system = null)
    {
        var messages = new List<object>();
        if (system is not null) messages.Add(new { role = "system", content = system });
        messages.Add(new { role = "user", content = prompt });
        var body = JsonSerializer.Serialize(new { messages, max_tokens = generate, temperature = 0, stream = true, stream_options = new { include_usage = true } });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (text, first, usage) = (new StringBuilder(), 0.0, default(JsonElement));
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            var chunk = JsonDocument.Parse(line[6..]).RootElement;
            if (chunk.TryGetProperty("usage", out var found) && found.ValueKind == JsonValueKind.Object) usage = found;
            if (Content(chunk) is not { Length: > 0 } piece) continue;
            if (text.Length == 0) first = Stopwatch.GetElapsedTime(started).TotalSeconds;
            text.Append(piece);
        }

        var cached = usage.TryGetProperty("prompt_tokens_details", out var details) ? details.GetProperty("cached_tokens").GetInt32() : 0;
        return new EngineAnswer(text.ToString(), usage.GetProperty("prompt_tokens").GetInt32(), cached, usage.GetProperty("completion_tokens").GetInt32(),
            first, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        // Its open input is what keeps it alive when it was told to follow us; here the process is ours to end.
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_socket);
    }

    private long Memory(string field) => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);

    private static string? Content(JsonElement chunk) =>
        chunk.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0 && choices[0].TryGetProperty("delta", out var delta)
        && delta.TryGetProperty("content", out var content) ? content.GetString() : null;

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var health = await _http.GetAsync(new Uri("/health", UriKind.Relative));
            return health.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace RagDocs.Web.Tests;

/// <summary>The engine as a process of its own, reached over its socket; its standard input is held open until it is to end.</summary>
internal sealed class StartedEngine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private StartedEngine(Process process, string socket)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://engine"), Timeout = Patience };
    }

    public HttpClient Client { get; }

    public Process Process => _process;

    /// <param name="shell">A script that starts the engine: "$@" is the whole command.</param>
    public static StartedEngine StartThrough(string shell, string socket, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { "-c", shell, "sh", "dotnet", Path.Combine(AppContext.BaseDirectory, "ragdocs.dll"), "engine", "--socket", socket, "--threads", "1" },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new StartedEngine(Process.Start(start)!, socket);
    }

    public static StartedEngine Start(string socket, params string[] arguments) => StartThrough("exec \"$@\"", socket, arguments);

    /// <summary>Waits until the model is loaded.</summary>
    public async Task<StartedEngine> ReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsHealthyAsync())
        {
            if (_process.HasExited) throw new InvalidOperationException($"The engine ended with {_process.ExitCode}: {await _errors}");
            await Task.Delay(20, patience.Token);
        }

        return this;
    }

    public async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var response = await Client.GetAsync("/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // It does not listen yet, or no more.
        }
    }

    /// <summary>A streamed answer, of which the beginning is there.</summary>
    public async Task<HttpResponseMessage> AskAsync(int maxTokens)
    {
        var json = $"{{\"stream\": true, \"max_tokens\": {maxTokens}, \"messages\": [{{\"role\": \"user\", \"content\": \"Hello\"}}]}}";
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return response;
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<(int Code, string Errors)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}

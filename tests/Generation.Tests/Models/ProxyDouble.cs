using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RagDocs.Generation.Tests.Models;

/// <summary>A proxy on this machine's loopback that lets who knows its password through, whichever name is asked for, to one server.</summary>
internal sealed class ProxyDouble : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string? _authorization;
    private readonly int _server;
    private readonly Task _work;

    /// <param name="login">USER:PASSWORD; null: everybody is let through.</param>
    /// <param name="server">Port on this machine.</param>
    public ProxyDouble(string? login, int server)
    {
        _authorization = login is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}";
        _server = server;
        _listener.Start();
        _work = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>First lines of what was asked, with the status that was answered.</summary>
    public List<string> Asked { get; } = [];

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await HeadAsync(stream) is { } head)
                {
                    var lines = head.Split("\r\n");
                    var known = _authorization is null || lines.Contains(_authorization, StringComparer.OrdinalIgnoreCase);
                    lock (Asked) Asked.Add($"{lines[0]} {(known ? 200 : 407)}");
                    var answer = known ? "HTTP/1.1 200 Connected\r\n\r\n" : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"office\"\r\nContent-Length: 0\r\n\r\n";
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _ending.Token);
                    if (known) await PassAsync(stream);
                    if (known) return;
                }
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // Either side hung up.
            }
        }
    }

    private async Task PassAsync(NetworkStream client)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _server, _ending.Token);
        var onward = server.GetStream();
        await Task.WhenAny(client.CopyToAsync(onward, _ending.Token), onward.CopyToAsync(client, _ending.Token));
    }

    private async Task<string?> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _ending.Token) == 0) return null;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _work;
        _listener.Dispose();
        _ending.Dispose();
    }
}

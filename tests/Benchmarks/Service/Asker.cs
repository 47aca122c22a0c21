using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RagDocs.Benchmarks.Service;

/// <summary>
/// A client of the search as light as can be, because it takes the same cores: one kept connection, requests made beforehand, of the answer only the
/// status and its end are looked at.
/// </summary>
internal sealed class Asker : IDisposable
{
    private const string TokenField = "name=\"__RequestVerificationToken\" value=\"";
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Bytes of the last answer.</summary>
    public int Answered { get; private set; }

    /// <returns>The session's cookie.</returns>
    public static async Task<string> SignInAsync(int port, string name, string password)
    {
        var cookies = new CookieContainer();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
        var html = await client.GetStringAsync("/sign-in");
        var token = html[(html.IndexOf(TokenField, StringComparison.Ordinal) + TokenField.Length)..];
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = token[..token.IndexOf('"', StringComparison.Ordinal)], ["userName"] = name, ["password"] = password, ["returnUrl"] = "/",
        };
        using var response = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(fields));
        if (response.Headers.Location?.ToString() != "/") throw new InvalidOperationException($"Not signed in: {response.StatusCode} {response.Headers.Location}.");
        return cookies.GetCookieHeader(address);
    }

    public static byte[] Request(int port, string cookie, string question)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query = question });
        var head = $"POST /api/search HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public ValueTask ConnectAsync(int port) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);

    /// <exception cref="InvalidOperationException">The answer is not 200.</exception>
    public async Task AskAsync(byte[] request)
    {
        await _socket.SendAsync(request, SocketFlags.None);
        for (Answered = 0; !IsWhole(_buffer.AsSpan(0, Answered));)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(Answered), SocketFlags.None);
            if (read == 0) throw new InvalidOperationException("The service closed the connection.");
            Answered += read;
        }

        if (!_buffer.AsSpan().StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, Answered));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        return Utf8Parser.TryParse(answer[(length + "Content-Length: ".Length)..head], out int bytes, out _) && answer.Length >= head + 4 + bytes;
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Engines;

/// <summary>Asks one engine over its socket how it is.</summary>
internal sealed class EngineProbe : IDisposable
{
    private const int LongestAnswer = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client;

    public EngineProbe(string socket) => _client = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://engine/"), Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Null when it does not answer, or not like an engine.</summary>
    public async Task<EngineHealth?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync("health", cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable
                ? await answer.Content.ReadFromJsonAsync<EngineHealth>(WireJson.Options, cancellationToken)
                : null;
        }
        catch (Exception failure) when (IsSilence(failure, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>The values of <c>/metrics</c> by name, those with labels left out; null when it does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, double>?> MetricsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var values = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var line in (await _client.GetStringAsync("metrics", cancellationToken)).Split('\n'))
            {
                var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length == 2 && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var value)) values[parts[0]] = value;
            }

            return values;
        }
        catch (Exception failure) when (IsSilence(failure, cancellationToken))
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    // A time-out looks like a cancellation; only the caller's own is one.
    private static bool IsSilence(Exception failure, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && failure is HttpRequestException or IOException or OperationCanceledException or JsonException or InvalidOperationException;
}

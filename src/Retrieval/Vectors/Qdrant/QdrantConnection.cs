using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>
/// Sends requests to Qdrant's REST API. Everything RagDocs asks of it may be sent twice, so a request that met a busy server or a
/// broken connection is sent again, a bounded number of times and not sooner than the server wants.
/// </summary>
internal sealed class QdrantConnection : IDisposable
{
    private const int LongestAnswer = 64 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _client;
    private readonly QdrantOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="QdrantException">The authority's certificate cannot be read.</exception>
    public QdrantConnection(IOptions<QdrantOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        var key = _options.ApiKeyFile.Length > 0 ? File.ReadAllText(_options.ApiKeyFile).Trim() : _options.ApiKey;
        var address = new Uri(_options.Url.TrimEnd('/') + '/');
        Failures = new QdrantFailures(address, key);
        _client = new HttpClient(QdrantHandler.Create(_options))
        {
            BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer,
        };
        if (key.Length > 0) _client.DefaultRequestHeaders.Add("api-key", key);
    }

    public QdrantFailures Failures { get; }

    /// <summary>A question; its answer is waited for as long as a search may take.</summary>
    public Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(method, path, Bytes(body), TimeSpan.FromSeconds(_options.SearchSeconds), cancellationToken);

    /// <summary>A change of collections, aliases or indexes.</summary>
    public Task<bool> ChangeAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<bool>(method, path, Bytes(body), TimeSpan.FromSeconds(_options.WriteSeconds), cancellationToken);

    /// <summary>A change of points or payload indexes. Returns once it is visible to every search that begins now.</summary>
    /// <param name="path">With <c>wait=true</c>.</param>
    /// <exception cref="QdrantException">Among others <see cref="QdrantProblem.NotCompleted"/>: "acknowledged" stands in the log only.</exception>
    public async Task WriteAsync(HttpMethod method, string path, byte[] body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await SendAsync<UpdateResult>(method, path, body, TimeSpan.FromSeconds(_options.WriteSeconds), cancellationToken);
            if (result.Status == "completed") return;
            if (attempt > _options.Retries) throw Failures.NotCompleted(result.Status);
            await Task.Delay(FirstPause * attempt, _time, cancellationToken);
        }
    }

    public static byte[] Bytes(object? body) => body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json);

    /// <summary>The server's version; needs no key.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await SendRawAsync<VersionInfo>(HttpMethod.Get, "", [], TimeSpan.FromSeconds(_options.SearchSeconds), cancellationToken)).Version
        ?? throw Failures.NotUnderstood("no version");

    public void Dispose() => _client.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, byte[] body, TimeSpan patience, CancellationToken cancellationToken)
    {
        var answer = await SendRawAsync<Envelope<T>>(method, path, body, patience, cancellationToken);
        return answer.Result ?? throw Failures.NotUnderstood("an answer without a result");
    }

    private async Task<T> SendRawAsync<T>(HttpMethod method, string path, byte[] body, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnceAsync<T>(method, path, body, patience, cancellationToken);
            }
            catch (QdrantException failure) when (PauseBefore(failure, attempt) is { } pause)
            {
                await Task.Delay(pause, _time, cancellationToken);
            }
        }
    }

    private async Task<T> SendOnceAsync<T>(HttpMethod method, string path, byte[] body, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        using var request = new HttpRequestMessage(method, path);
        if (body.Length > 0) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var response = await _client.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                var said = await response.Content.ReadAsStringAsync(limit.Token);
                throw Failures.Of(response.StatusCode, response.Headers.RetryAfter, said, _time.GetUtcNow());
            }

            await using var content = await response.Content.ReadAsStreamAsync(limit.Token);
            return await JsonSerializer.DeserializeAsync<T>(content, Json, limit.Token) ?? throw Failures.NotUnderstood("an empty answer");
        }
        catch (OperationCanceledException connecting) when (!limit.IsCancellationRequested)
        {
            throw Failures.Of(new HttpRequestException(HttpRequestError.ConnectionError, inner: connecting));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.TimedOut(patience);
        }
        catch (HttpRequestException failure)
        {
            throw Failures.Of(failure);
        }
        catch (JsonException failure)
        {
            throw Failures.NotUnderstood("an answer that is not Qdrant's", failure);
        }
    }

    private TimeSpan? PauseBefore(QdrantException failure, int attempt)
    {
        var longest = TimeSpan.FromSeconds(_options.LongestRetrySeconds);
        if (attempt > _options.Retries || failure.RetryAfter > longest) return null;
        if (failure.Problem is not (QdrantProblem.Busy or QdrantProblem.Unreachable)) return null;
        var pause = FirstPause * Math.Pow(2, attempt - 1);
        return failure.RetryAfter ?? (pause < longest ? pause : longest);
    }
}

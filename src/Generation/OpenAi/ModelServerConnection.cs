using System.Net.Http.Headers;
using System.Text.Json;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.OpenAi;

/// <summary>
/// Sends requests to one OpenAI-compatible server. A request is sent again (with growing, scattered pauses, or after the server's
/// Retry-After) only while nothing of an answer has come. Safe to use from many threads; shared by the clients.
/// </summary>
/// <exception cref="ModelServerException">The endpoint's certificate file cannot be used.</exception>
public sealed class ModelServerConnection : IDisposable
{
    private const int LargestErrorBody = 64 * 1024;
    private const int LargestAnswer = 256 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ModelServerConnection(OpenAiEndpoint endpoint, ModelServerOptions options, TimeProvider time)
    {
        (Endpoint, Options, _time) = (endpoint, options, time);
        Failures = new ModelServerFailures(endpoint);
        _http = new HttpClient(ModelServerHandler.Create(endpoint, options)) { Timeout = Timeout.InfiniteTimeSpan };
        if (endpoint.ApiKey is { Length: > 0 } key) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public OpenAiEndpoint Endpoint { get; }

    internal ModelServerOptions Options { get; }

    internal ModelServerFailures Failures { get; }

    /// <summary>Found out in use: the model's template has no place for a system text.</summary>
    internal bool NoSystemRole { get; set; }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends and returns when the head of a good answer is there; its body is still to be read.</summary>
    /// <exception cref="ModelServerException">It failed, also after the retries.</exception>
    internal async Task<HttpResponseMessage> SendAsync<T>(string path, T request, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options);
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await SendOnceAsync(path, json, cancellationToken);
            }
            catch (ModelServerException failure) when (failure.IsTransient && failure.Problem != ModelServerProblem.TimedOut)
            {
                if (RetryBackoff.Before(failures, failure.RetryAfter, Options, Random.Shared.NextDouble()) is not { } pause) throw;
                await Task.Delay(pause, _time, cancellationToken);
            }
        }
    }

    /// <summary>Sends and reads the whole answer.</summary>
    internal async Task<TAnswer> AskAsync<T, TAnswer>(string path, T request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, request, cancellationToken);
        var body = await ReadAsync(response, LargestAnswer, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<TAnswer>(body.Span, WireJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw Failures.NotUnderstood("an answer that is not the JSON expected", failure);
        }
    }

    /// <summary>Runs one read of a body, at most as long as <paramref name="patience"/>, with its failures told as ours.</summary>
    internal async ValueTask<T> WaitAsync<T>(
        Func<CancellationToken, ValueTask<T>> read, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw timeout.IsCancellationRequested ? Failures.TimedOut(patience) : Failures.TimedOut(Options.ConnectTimeout);
        }
        catch (HttpRequestException failure)
        {
            throw Failures.Of(failure);
        }
        catch (IOException failure)
        {
            throw Failures.Broken(failure);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(string path, byte[] json, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Endpoint.Address.ToString().TrimEnd('/') + path);
        message.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var response = await WaitAsync(
            async token => await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token), Options.FirstTextTimeout, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            var body = ServerErrorBody.Parse(await ReadAsync(response, LargestErrorBody, cancellationToken));
            throw Failures.Of(response.StatusCode, response.Headers.RetryAfter, body, _time.GetUtcNow());
        }
    }

    /// <summary>An error's body is cut at <paramref name="limit"/>; so is a good answer's, which then is no JSON any more.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (body.Length < limit)
        {
            var read = await WaitAsync(token => stream.ReadAsync(buffer, token), Options.IdleTimeout, cancellationToken);
            if (read == 0) break;
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RagDocs.Generation.Llama;

namespace RagDocs.Generation.Tests.Llama.Server;

/// <summary>Everything in front of the engine: these need no model.</summary>
public sealed class EngineServerTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Hello = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    [Fact]
    public async Task WhileTheModelLoadsTheServerAnswersThatItDoes()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, health) = await server.GetAsync("/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "loading", "some-model"),
            (status, health.GetProperty("status").GetString(), health.GetProperty("model").GetString()));
        Assert.True(health.TryGetProperty("seconds", out _));
        using var response = await server.Client.PostAsync(Chat, RunningServer.Json(Hello));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("\"loading\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatCannotBeLoadedIsReportedWithTheReason()
    {
        await using var server = await RunningServer.StartAsync(load: (_, _) => throw new LlamaException("The file is cut short."));
        await Assert.ThrowsAsync<LlamaException>(() => server.Loaded);
        var (status, health) = await server.GetAsync("/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "failed", "The file is cut short."),
            (status, health.GetProperty("status").GetString(), health.GetProperty("reason").GetString()));
        var (_, refused) = await server.PostAsync(Chat, Hello);
        Assert.Contains("The file is cut short.", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADrainingServerTakesNothingNew()
    {
        await using var server = await RunningServer.StartAsync();
        await server.DrainAsync(TimeSpan.Zero);
        var (status, body) = await server.PostAsync("/v1/embeddings", "{\"input\": \"a\"}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (status, body.GetProperty("error").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("{", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("{\"temperature\": \"hot\"}", "temperature")]
    [InlineData("{\"messages\": {}}", "messages")]
    [InlineData("{\"messages\": [{\"role\": 3}]}", "messages[0].role")]
    public async Task WhatIsNoRequestIsRefusedAndTheFieldNamed(string body, string? field)
    {
        await using var server = await RunningServer.StartAsync();
        var (status, answer) = await server.PostAsync(Chat, body);
        var error = answer.GetProperty("error");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request_error"), (status, error.GetProperty("type").GetString()));
        Assert.Equal(field, error.TryGetProperty("param", out var param) ? param.GetString() : null);
    }

    [Fact]
    public async Task ABodyThatIsTooLargeIsRefused()
    {
        await using var server = await RunningServer.StartAsync(o => o with { MaxBodyBytes = 100 });
        var (status, answer) = await server.PostAsync(Chat, $"{{\"user\": \"{new string('a', 200)}\"}}");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "request_too_large"), (status, answer.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task AFormOfAWebPageIsNotTaken()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await server.Client.PostAsync(Chat, new StringContent(Hello));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task AnUnknownPathIsToldWhatThereIs()
    {
        await using var server = await RunningServer.StartAsync();
        var (status, answer) = await server.GetAsync("/v1/completions");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains(Chat, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.GetAsync(Chat)).Status);
    }

    [Theory]
    [InlineData(Chat, """{"messages": [{"role": "user", "content": [{"type": "text", "text": "Grüße \ud83d\ude00"}]}], "stop": ["x"], "temperature": 0.5, "seed": 1}""")]
    [InlineData("/v1/embeddings", """{"input": ["Grüße", "\ud83d\ude00"], "encoding_format": "base64", "dimensions": 3}""")]
    [InlineData("/v1/rerank", """{"query": "Grüße", "documents": ["\ud83d\ude00", "b"], "top_n": 1}""")]
    public async Task ABodyWithFlippedBytesIsRefusedAndNeverAFailure(string path, string valid)
    {
        await using var server = await RunningServer.StartAsync();
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var body = Encoding.UTF8.GetBytes(valid);
            for (var flips = i % 4; flips >= 0; flips--) body[random.Next(body.Length)] = (byte)random.Next(256);
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await server.Client.PostAsync(path, content);
            // 503: it is still a request, and the model is being loaded.
            Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.ServiceUnavailable, $"{response.StatusCode}: {Encoding.UTF8.GetString(body)}");
        }
    }

    [Theory]
    [InlineData("Bearer " + RunningServer.Key, HttpStatusCode.OK)]
    [InlineData("bearer " + RunningServer.Key, HttpStatusCode.OK)]
    [InlineData("Bearer " + RunningServer.Key + "x", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Basic " + RunningServer.Key, HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task WithAKeyOnlyItsHolderIsServed(string? authorization, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync(o => o with { ApiKey = RunningServer.Key });
        using var client = new HttpClient { BaseAddress = server.Address };
        if (authorization is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        foreach (var path in new[] { "/v1/models", "/metrics" })
        {
            using var response = await client.GetAsync(path);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Fact]
    public async Task TheHealthIsToldWithoutAKeyButNotTheModel()
    {
        await using var server = await RunningServer.StartAsync(o => o with { ApiKey = RunningServer.Key });
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        var (_, health) = await server.GetAsync("/health");
        Assert.Equal("{\"status\":\"loading\"}", health.GetRawText());
    }

    [Fact]
    public async Task APageUnderAForeignNameReachesNothing()
    {
        await using var server = await RunningServer.StartAsync();
        server.Client.DefaultRequestHeaders.Host = "evil.example";
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync("/v1/models")).Status);
    }

    [Fact]
    public async Task OthersOnTheNetworkAreNotListenedToWithoutAKey()
    {
        var open = await Assert.ThrowsAsync<LlamaException>(() => RunningServer.StartAsync(o => o with { Listen = new IPEndPoint(IPAddress.Any, 0) }));
        Assert.Contains("API key", open.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LlamaException>(() => RunningServer.StartAsync(o => o with { ApiKey = "short" }));
    }

    [Fact]
    public async Task APortThatIsTakenIsSaidSo()
    {
        await using var first = await RunningServer.StartAsync();
        var taken = await Assert.ThrowsAsync<LlamaException>(
            () => RunningServer.StartAsync(o => o with { Listen = new IPEndPoint(IPAddress.Loopback, first.Address.Port) }));
        Assert.Contains(first.Address.Port.ToString(), taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetricsAreThereBeforeTheModelIs()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Contains("ragdocs_engine_ready 0\n", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }
}

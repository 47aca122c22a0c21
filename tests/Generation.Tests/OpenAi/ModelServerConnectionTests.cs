using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi;
using RagDocs.Generation.Tests.Support;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.OpenAi;

public sealed class ModelServerConnectionTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Six months."},"finish_reason":"stop"}]}""";

    private static readonly ModelServerOptions Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(10) };

    [Fact]
    public async Task AUnixSocketIsReachedLikeAPort()
    {
        using var folder = new TempFolder();
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, Answer), folder.File("engine.sock"));

        Assert.Equal("Six months.", await AskAsync(server.Endpoint));
    }

    [Fact]
    public async Task TheKeyGoesAlongAsABearerTokenAndIntoNoMessage()
    {
        string? seen = null;
        await using var server = await HttpServerDouble.StartAsync(c =>
        {
            seen = c.Request.Headers.Authorization;
            return HttpServerDouble.JsonAsync(c, 401, "");
        });
        var endpoint = server.Endpoint with { ApiKey = "sk-secret" };

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(endpoint));

        Assert.Equal("Bearer sk-secret", seen);
        Assert.DoesNotContain("sk-secret", failure + endpoint.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(502)]
    public async Task APassingTroubleIsTriedThreeTimesInAll(int status)
    {
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, status, ""));

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint));

        Assert.Equal(status, failure.Status);
        Assert.Equal(3, server.Bodies.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task ALastingTroubleIsNotTriedAgain(int status)
    {
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, status, ""));

        await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint));

        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task APauseLongerThanWeWaitIsToldInsteadOfWaitedFor()
    {
        await using var server = await HttpServerDouble.StartAsync(c =>
        {
            c.Response.Headers.RetryAfter = "90";
            return HttpServerDouble.JsonAsync(c, 429, "");
        });

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint));

        Assert.Equal(TimeSpan.FromSeconds(90), failure.RetryAfter);
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task NobodyListeningIsToldWithTheAddressAfterTheRetries()
    {
        var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, Answer));
        var endpoint = server.Endpoint;
        await server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(endpoint));

        Assert.Equal(ModelServerProblem.Unreachable, failure.Problem);
        Assert.Contains(endpoint.Address.Authority, failure.Message, StringComparison.Ordinal);
        Assert.Contains("LanguageModel:Remote:Address", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConnectionLostBeforeTheAnswerIsTriedAgain()
    {
        var asked = 0;
        await using var server = await HttpServerDouble.StartAsync(c =>
        {
            if (Interlocked.Increment(ref asked) > 1) return HttpServerDouble.JsonAsync(c, 200, Answer);
            c.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal("Six months.", await AskAsync(server.Endpoint));
    }

    [Fact]
    public async Task APageOfAProxyIsNeverShown()
    {
        await using var server = await HttpServerDouble.StartAsync(c =>
            HttpServerDouble.JsonAsync(c, 500, "<html><body><h1>502 Bad Gateway</h1><script>alert(1)</script></body></html>"));

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint));

        Assert.Equal("", failure.Detail);
        Assert.DoesNotContain("<", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirectionIsNotFollowed()
    {
        await using var elsewhere = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, Answer));
        await using var server = await HttpServerDouble.StartAsync(c =>
        {
            c.Response.StatusCode = 308;
            c.Response.Headers.Location = elsewhere.Address + "v1/chat/completions";
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint with { ApiKey = "sk-secret" }));

        Assert.Equal(ModelServerProblem.Rejected, failure.Problem);
        Assert.Empty(elsewhere.Bodies);
    }

    [Fact]
    public async Task SilenceBeforeTheAnswerEndsAfterTheSetTimeAndIsNotTriedAgain()
    {
        await using var server = await HttpServerDouble.StartAsync(c => Task.Delay(Timeout.Infinite, c.RequestAborted));

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint, Quick with { FirstTextTimeout = TimeSpan.FromMilliseconds(100) }));

        Assert.Equal(ModelServerProblem.TimedOut, failure.Problem);
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task AServerThatIsNotOneIsToldSo()
    {
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, "Welcome to nginx!"));

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint));

        Assert.Equal(ModelServerProblem.BrokenAnswer, failure.Problem);
        Assert.Contains("OpenAI-compatible", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACertificateIsTrustedOnlyWithItsAuthority()
    {
        using var folder = new TempFolder();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var authority = folder.Write("ca.pem", certificate.ExportCertificatePem());
        await using var server = await HttpServerDouble.StartAsync(c => HttpServerDouble.JsonAsync(c, 200, Answer), certificate: certificate);

        var failure = await Assert.ThrowsAsync<ModelServerException>(() => AskAsync(server.Endpoint));

        Assert.Contains("LanguageModel:Remote:CaCertificate", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Six months.", await AskAsync(server.Endpoint with { CaCertificate = authority }));
        var empty = folder.Write("empty.pem", "nothing");
        Assert.Throws<ModelServerException>(() => new ModelServerConnection(server.Endpoint with { CaCertificate = empty }, Quick, TimeProvider.System));
    }

    private static async Task<string> AskAsync(OpenAiEndpoint endpoint, ModelServerOptions? options = null)
    {
        using var connection = new ModelServerConnection(endpoint, options ?? Quick, TimeProvider.System);
        return (await new OpenAiChatClient(connection).GetResponseAsync([new ChatMessage(ChatRole.User, "How long?")])).Text;
    }
}

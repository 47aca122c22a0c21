using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Vectors.Qdrant;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

public sealed class QdrantConnectionTests
{
    private const string Secret = "k-very-secret";

    [Theory]
    [InlineData(400, QdrantProblem.Rejected, "does not accept")]
    [InlineData(401, QdrantProblem.KeyRefused, "Qdrant:ApiKey")]
    [InlineData(403, QdrantProblem.KeyRefused, "read, write and make collections")]
    [InlineData(404, QdrantProblem.NotFound, "does not have the collection")]
    [InlineData(408, QdrantProblem.TimedOut, "overloaded")]
    [InlineData(409, QdrantProblem.Exists, "already")]
    [InlineData(429, QdrantProblem.Busy, "limit on requests")]
    [InlineData(500, QdrantProblem.Failed, "own log")]
    [InlineData(503, QdrantProblem.Busy, "not ready")]
    [InlineData(507, QdrantProblem.OutOfSpace, "no space left")]
    [InlineData(302, QdrantProblem.Rejected, "redirection")]
    public async Task AnErrorSaysWhatHappenedWhereAndWhatToDo(int status, QdrantProblem problem, string says)
    {
        await using var server = await FakeQdrant.StartAsync();
        server.Add(FakeQdrantFault.Status(_ => true, status, plain: $"plain text <b>with</b> {Secret}") with { Times = int.MaxValue });
        using var connection = Connect(server.Url, o => o.Retries = 0);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(problem, failure.Problem);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Contains(new Uri(server.Url).Authority, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheErrorInTheEnvelopeIsQuoted()
    {
        await using var server = await FakeQdrant.StartAsync();
        using var connection = Connect(server.Url);
        var failure = await Assert.ThrowsAsync<QdrantException>(
            () => connection.AskAsync<CountResult>(HttpMethod.Post, "collections/none/points/count", new Count(Filter.States()), CancellationToken.None));
        Assert.Contains("saying “Not found: Collection `none` doesn't exist!”", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongKeyIsRefusedByTheServerAndNeverShown()
    {
        await using var server = await FakeQdrant.StartAsync(apiKey: "another");
        using var connection = Connect(server.Url);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Contains("saying “Must provide an API key", failure.Message, StringComparison.Ordinal);
        Assert.Equal("1.19.0", await connection.VersionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task TheKeyMayStandInAFile()
    {
        using var folder = new TempFolder();
        await using var server = await FakeQdrant.StartAsync(apiKey: Secret);
        using var connection = Connect(server.Url, o => (o.ApiKey, o.ApiKeyFile) = ("", folder.Write("key", Secret + "\n")));
        Assert.Empty((await AskAsync(connection)).Collections);
    }

    [Theory]
    [InlineData(429, 7, 7_000)]
    [InlineData(503, null, 200)]
    public async Task ABusyServerIsAskedAgainAfterThePauseItWants(int status, int? retryAfter, int waited)
    {
        await using var server = await FakeQdrant.StartAsync();
        server.Add(FakeQdrantFault.Status(_ => true, status, retryAfter));
        var time = new EagerTime();
        using var connection = Connect(server.Url, time: time);
        Assert.Empty((await AskAsync(connection)).Collections);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal([TimeSpan.FromMilliseconds(waited)], time.Waits);
    }

    [Fact]
    public async Task PatienceWithABusyServerHasAnEnd()
    {
        await using var server = await FakeQdrant.StartAsync();
        server.Add(FakeQdrantFault.Status(_ => true, 503) with { Times = int.MaxValue });
        using var connection = Connect(server.Url, o => o.Retries = 2);
        await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(3, server.Requests.Count);

        server.EndFaults();
        server.Add(FakeQdrantFault.Status(_ => true, 429, retryAfter: 3_600));
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task AConnectionThatBreaksIsMadeAgain()
    {
        await using var server = await FakeQdrant.StartAsync();
        using var connection = Connect(server.Url);
        server.Add(FakeQdrantFault.Dropped(_ => true));
        server.Add(FakeQdrantFault.HalfAnswer(_ => true));
        Assert.Empty((await AskAsync(connection)).Collections);
        Assert.Equal(3, server.Requests.Count);

        server.Add(FakeQdrantFault.HalfAnswer(_ => true) with { Times = int.MaxValue });
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(QdrantProblem.Unreachable, failure.Problem);
        Assert.Contains("broke the connection", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHalfClosedSocketIsNotWaitedFor()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = Connect($"http://{listener.LocalEndpoint}", o => o.Retries = 0);
        var asking = AskAsync(connection);
        using var socket = await listener.AcceptSocketAsync();
        await socket.ReceiveAsync(new byte[4_096].AsMemory());
        await socket.SendAsync(new ReadOnlyMemory<byte>("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":"u8.ToArray()));
        socket.Shutdown(SocketShutdown.Send);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => asking);
        Assert.Equal(QdrantProblem.Unreachable, failure.Problem);
    }

    [Fact]
    public async Task ASilentServerIsNotWaitedForWithoutEnd()
    {
        await using var server = await FakeQdrant.StartAsync();
        server.Add(FakeQdrantFault.Silence(_ => true) with { Times = int.MaxValue });
        using var connection = Connect(server.Url, o => o.SearchSeconds = 0.2);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(QdrantProblem.TimedOut, failure.Problem);
        Assert.Contains("within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAskersOwnCancellationIsNoFailure()
    {
        await using var server = await FakeQdrant.StartAsync();
        server.Add(FakeQdrantFault.Silence(_ => true));
        using var connection = Connect(server.Url);
        using var canceled = new CancellationTokenSource();
        var asking = connection.AskAsync<CollectionList>(HttpMethod.Get, "collections", null, canceled.Token);
        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task WhereNoServerListensTheAddressIsNamed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var connection = Connect($"http://127.0.0.1:{port}", o => o.Retries = 1);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(QdrantProblem.Unreachable, failure.Problem);
        Assert.Contains($"127.0.0.1:{port} could not be reached", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomethingThatIsNoQdrantIsToldFromOne()
    {
        await using var server = await FakeQdrant.StartAsync();
        server.Add(FakeQdrantFault.Status(_ => true, 200, plain: "<html>welcome</html>"));
        using var connection = Connect(server.Url);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(connection));
        Assert.Equal(QdrantProblem.BrokenAnswer, failure.Problem);
    }

    [Fact]
    public async Task AnOwnAuthorityIsTrustedWhenItIsNamedAndOnlyThen()
    {
        using var folder = new TempFolder();
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var server = await FakeQdrant.StartAsync(certificate: certificate);

        using var stranger = Connect(server.Url);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => AskAsync(stranger));
        Assert.Equal(QdrantProblem.Untrusted, failure.Problem);
        Assert.Contains("Qdrant:CaCertificate", failure.Message, StringComparison.Ordinal);

        using var friend = Connect(server.Url, o => o.CaCertificate = folder.Write("ca.pem", certificate.ExportCertificatePem()));
        Assert.Empty((await AskAsync(friend)).Collections);
        Assert.Contains("no certificate", Assert.Throws<QdrantException>(() => Connect(server.Url, o => o.CaCertificate = folder.Write("no.pem", ""))).Message, StringComparison.Ordinal);
    }

    private static Task<CollectionList> AskAsync(QdrantConnection connection) =>
        connection.AskAsync<CollectionList>(HttpMethod.Get, "collections", null, CancellationToken.None);

    private static QdrantConnection Connect(string url, Action<QdrantOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new QdrantOptions { Url = url, ApiKey = Secret };
        configure?.Invoke(options);
        return new QdrantConnection(Options.Create(options), time ?? new EagerTime());
    }
}

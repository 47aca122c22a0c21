using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RagDocs.Generation.Models;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Models;

/// <summary>Downloads from a mirror behind a proxy, with a certificate authority of the company's own.</summary>
public sealed class DownloadProxyTests : IAsyncLifetime
{
    private const string Mirror = "models.example.test";

    private static readonly byte[] Good = TinyMistral.ToBytes();

    private static readonly ListedModel Model = new(
        "tiny", "Tiny", ModelKind.Chat, "owner/tiny-GGUF", "tiny-Q4.gguf", "F32", Good.Length, true, "MIT", 2048, 512);

    private readonly TempFolder _folder = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Mirror}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Mirror);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await File.WriteAllTextAsync(_folder.File("ca.pem"), made.ExportCertificatePem());
        _server = await ModelServer.StartAsync(Good, X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("anna:open sesame", "anna:open%20sesame@")]
    [InlineData("firm\\anna:p@ss:w/rd", "firm%5Canna:p%40ss%3Aw%2Frd@")]
    public async Task AModelComesFromAMirrorThroughTheProxy(string? login, string inAddress)
    {
        await using var proxy = new ProxyDouble(login, _server.Address.Port);
        using var bench = Bench($"http://{inAddress}{proxy.Address}");

        var model = await bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None);

        Assert.Equal("tiny-Q4", model.Id);
        Assert.Equal("/hf/owner/tiny-GGUF/resolve/main/tiny-Q4.gguf", _server.Requests.Single().Path);
        Assert.Equal($"CONNECT {Mirror}:443 HTTP/1.1 200", proxy.Asked[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna:wr0ng@")]
    public async Task AProxyThatDoesNotKnowThePasswordIsSaidAtOnceWithoutIt(string inAddress)
    {
        await using var proxy = new ProxyDouble("anna:open sesame", _server.Address.Port);
        using var bench = Bench($"http://{inAddress}{proxy.Address}");

        var failure = await Assert.ThrowsAsync<ModelsException>(() => bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None));

        Assert.Contains("The proxy wants a user name and password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
        Assert.InRange(proxy.Asked.Count, 1, 2);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task AnAddressThatIsNoProxysIsSaid()
    {
        using var bench = Bench("ftp://anna:secret@127.0.0.1:1");

        var failure = await Assert.ThrowsAsync<ModelsException>(() => bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None));
        Assert.Contains("Models:Proxy takes", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProxyThatIsNotThereIsSaidWithoutItsPassword()
    {
        var proxy = new ProxyDouble(null, 1);
        await proxy.DisposeAsync();
        using var bench = Bench($"http://anna:secret@{proxy.Address}");

        var failure = await Assert.ThrowsAsync<ModelsException>(() => bench.Download.PullAsync(Model, "anna", acceptNewHash: false, null, CancellationToken.None));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    private ModelBench Bench(string proxy) => new(new ModelOptions
    {
        AllowDownloads = true, BaseAddress = new Uri($"https://{Mirror}/hf"), Proxy = new Uri(proxy), CaCertificate = Path.Combine(_folder.Path, "ca.pem"),
    });
}

using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace RagDocs.Generation.Models.Download;

/// <summary>HTTP as downloads need it: proxy and certificate authority from the options, every redirect looked at.</summary>
internal sealed class DownloadHttp : IDisposable
{
    private const int MostRedirects = 8;

    private readonly HttpClient _client;

    public DownloadHttp(ModelOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(20), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.Proxy is not null) handler.Proxy = new WebProxy(options.Proxy, BypassOnLocal: true);
        if (options.CaCertificate is { } file) handler.SslOptions.CertificateChainPolicy = Trusting(file);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("RagDocs");
    }

    /// <summary>Asks, follows redirects, and returns the first other answer with its headers read.</summary>
    /// <param name="prepare">Sets headers on each request.</param>
    /// <exception cref="ModelsException">An address that downloads may not use, or too many redirects.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri address, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        for (var i = 0; i <= MostRedirects; i++)
        {
            Check(address);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            prepare(request);
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return response;
            response.Dispose();
            address = new Uri(address, location);
        }

        throw new ModelsException($"{address.Host} redirects more than {MostRedirects} times. Check Models:BaseAddress.");
    }

    /// <summary>HTTPS, or HTTP on this machine: nobody between may change a model.</summary>
    public static void Check(Uri address)
    {
        if (address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) && address.UserInfo.Length == 0) return;
        throw new ModelsException($"Models are fetched over HTTPS only, not from {address.GetComponents(UriComponents.SchemeAndServer, UriFormat.SafeUnescaped)}. Check Models:BaseAddress or the mirror's redirects.");
    }

    public void Dispose() => _client.Dispose();

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new ModelsException($"The certificate {file} (Models:CaCertificate) cannot be read: {failure.Message}");
        }

        return policy;
    }
}

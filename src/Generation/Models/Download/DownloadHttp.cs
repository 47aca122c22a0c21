using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace RagDocs.Generation.Models.Download;

/// <summary>HTTP as downloads need it: proxy and certificate authority from the options, every redirect looked at.</summary>
internal sealed class DownloadHttp : IDisposable
{
    private const int MostRedirects = 8;

    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>Said instead of the address, which may hold a password.</summary>
    public const string ProxyWantsPassword =
        "The proxy wants a user name and password, or does not take these. Name them in Models:Proxy (http://USER:PASSWORD@HOST:PORT, special characters as %XX).";

    private readonly HttpClient _client;

    public DownloadHttp(ModelOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(20), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.Proxy is { } proxy) handler.Proxy = ProxyAt(proxy);
        if (options.CaCertificate is { } file) handler.SslOptions.CertificateChainPolicy = Trusting(file);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("RagDocs");
    }

    /// <summary>Asks, follows redirects, and returns the first other answer with its headers read.</summary>
    /// <param name="prepare">Sets headers on each request.</param>
    /// <exception cref="ModelsException">An address that downloads may not use, too many redirects, or the proxy lets nobody through.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri address, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        for (var i = 0; i <= MostRedirects; i++)
        {
            Check(address);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            prepare(request);
            var response = await SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return response;
            response.Dispose();
            address = new Uri(address, location);
        }

        throw new ModelsException($"{address.Host} redirects more than {MostRedirects} times. Check Models:BaseAddress.");
    }

    // What a proxy refuses before the connection to the server stands is an exception, and trying again would not help.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            throw new ModelsException(failure.Message.Contains("407", StringComparison.Ordinal) ? ProxyWantsPassword : $"The proxy does not let the download through: {failure.Message} Check Models:Proxy.");
        }
    }

    /// <summary>HTTPS, or HTTP on this machine: nobody between may change a model.</summary>
    public static void Check(Uri address)
    {
        if (address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) && address.UserInfo.Length == 0) return;
        throw new ModelsException($"Models are fetched over HTTPS only, not from {address.GetComponents(UriComponents.SchemeAndServer, UriFormat.SafeUnescaped)}. Check Models:BaseAddress or the mirror's redirects.");
    }

    public void Dispose() => _client.Dispose();

    // User and password go into the credentials and nowhere else: the address stands in messages of the platform.
    private static WebProxy ProxyAt(Uri address)
    {
        if (!address.IsAbsoluteUri || Array.IndexOf(ProxySchemes, address.Scheme) < 0)
            throw new ModelsException($"Models:Proxy takes an address that begins with one of: {string.Join(", ", ProxySchemes.Select(s => s + "://"))}.");
        var proxy = new WebProxy(new Uri(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)), BypassOnLocal: true);
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password])
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), password.Length > 0 ? Uri.UnescapeDataString(password[0]) : "");
        return proxy;
    }

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

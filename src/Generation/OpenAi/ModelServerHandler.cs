using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RagDocs.Generation.OpenAi;

/// <summary>Builds the HTTP handler for one endpoint: TCP or Unix socket, TLS with an own authority, and nothing that leaves by accident
/// (no proxy unless wanted, no redirection, no cookies).</summary>
internal static class ModelServerHandler
{
    /// <exception cref="ModelServerException">The authority's certificate cannot be read.</exception>
    public static SocketsHttpHandler Create(OpenAiEndpoint endpoint, ModelServerOptions options) => new()
    {
        ConnectTimeout = options.ConnectTimeout,
        UseProxy = endpoint.UseProxy,
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // An answer nobody wants any more is not read to its end: closing the connection is what stops the server.
        MaxResponseDrainSize = 4096,
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
        ConnectCallback = endpoint.Socket is { } socket ? (_, token) => ConnectAsync(socket, token) : null,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ChainPolicy(endpoint) },
    };

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static X509ChainPolicy? ChainPolicy(OpenAiEndpoint endpoint)
    {
        if (endpoint.CaCertificate is not { } file) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ModelServerException(
                ModelServerProblem.Rejected, $"The certificate file {file} cannot be read as PEM. Set {endpoint.Settings}:CaCertificate to one that can.", failure);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new ModelServerException(
                ModelServerProblem.Rejected, $"The file {file} holds no certificate. Set {endpoint.Settings}:CaCertificate to a PEM file with the authority's.");
    }
}

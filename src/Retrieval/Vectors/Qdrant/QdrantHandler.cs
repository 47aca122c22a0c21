using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Builds the HTTP handler: TLS with an own authority where one is named, and nothing that leaves by accident (no proxy unless
/// wanted, no redirection, no cookies).</summary>
internal static class QdrantHandler
{
    /// <exception cref="QdrantException">The authority's certificate cannot be read.</exception>
    public static SocketsHttpHandler Create(QdrantOptions options) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSeconds),
        UseProxy = options.UseProxy,
        AllowAutoRedirect = false,
        UseCookies = false,
        // Below the server's own, so that a connection is seldom used in the moment it is closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ChainPolicy(options.CaCertificate) },
    };

    private static X509ChainPolicy? ChainPolicy(string file)
    {
        if (file.Length == 0) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new QdrantException(QdrantProblem.Untrusted, $"The certificate file {file} cannot be read as PEM. Set Qdrant:CaCertificate to one that can.", failure);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new QdrantException(QdrantProblem.Untrusted, $"The file {file} holds no certificate. Set Qdrant:CaCertificate to a PEM file with the authority's.");
    }
}

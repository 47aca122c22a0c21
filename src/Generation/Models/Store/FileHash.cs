using System.Security.Cryptography;

namespace RagDocs.Generation.Models.Store;

/// <summary>SHA-256 of files too large to hold.</summary>
internal static class FileHash
{
    public const int BufferBytes = 1 << 20;

    /// <summary>Feeds a file's first bytes into a hash.</summary>
    public static async Task AppendAsync(IncrementalHash hash, Stream file, TransferMeter meter, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            meter.Add(read);
        }
    }

    public static string Finish(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}

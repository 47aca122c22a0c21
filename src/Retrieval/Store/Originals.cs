using System.Buffers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace RagDocs.Retrieval.Store;

/// <param name="Hash">SHA-256 of the content, lower-case hexadecimal.</param>
public sealed record StoredFile(string Hash, long SizeBytes);

/// <summary>
/// The files as they were handed over, named by their content: data/originals/ab/cdef… A file is complete and on disk before its
/// name appears, is never changed, and is stored once however often it comes.
/// </summary>
public sealed partial class Originals(string dataFolder)
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _originals = Path.Combine(dataFolder, "originals");
    private readonly string _spool = Path.Combine(dataFolder, "spool");

    /// <summary>Stores a stream to its end and says its hash.</summary>
    public async Task<StoredFile> AddAsync(Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_spool);
        var spooled = Path.Combine(_spool, $"{Guid.NewGuid():n}.part");
        try
        {
            var file = await SpoolAsync(content, spooled, cancellationToken);
            var target = PathOf(file.Hash);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Same name, same content: writing over it is harmless, and mends a copy that a failing disk cut short.
            File.Move(spooled, target, overwrite: true);
            return file;
        }
        finally
        {
            File.Delete(spooled);
        }
    }

    /// <summary>Deletes half-received files of processes that were killed. Younger ones may still be arriving in another process.</summary>
    public void DropAbandoned(DateTimeOffset receivedBefore)
    {
        if (!Directory.Exists(_spool)) return;
        foreach (var part in new DirectoryInfo(_spool).EnumerateFiles("*.part"))
        {
            if (part.LastWriteTimeUtc < receivedBefore.UtcDateTime) part.Delete();
        }
    }

    /// <summary>Where the content with this hash lies, whether or not it is there.</summary>
    /// <exception cref="ArgumentException">Not a lower-case hexadecimal SHA-256, so not a name that was given here.</exception>
    public string PathOf(string hash)
    {
        CheckHash(hash);
        return Path.Combine(_originals, hash[..2], hash[2..]);
    }

    /// <exception cref="ArgumentException">Not a lower-case hexadecimal SHA-256.</exception>
    public static void CheckHash(string hash)
    {
        if (!Sha256().IsMatch(hash)) throw new ArgumentException("A stored file is named by 64 lower-case hexadecimal digits.", nameof(hash));
    }

    /// <exception cref="FileNotFoundException">Nothing with this hash is stored.</exception>
    public Stream OpenRead(string hash)
    {
        var path = PathOf(hash);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous)
            : throw new FileNotFoundException("The original file is not in the data folder. Add the document again, or restore the folder 'originals' from a backup.");
    }

    private static async Task<StoredFile> SpoolAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        file.Flush(flushToDisk: true);
        return new StoredFile(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sha256();
}

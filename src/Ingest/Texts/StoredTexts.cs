using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Texts;

/// <summary>
/// What was read from files, compressed and named by their content: data/texts/ab/cdef….pdf.1. With it nothing is parsed twice, neither for a
/// second document with the same content nor for a new chunker or embedding model. A text that is missing or damaged is read again.
/// </summary>
/// <param name="folder">Made when it is not there.</param>
/// <param name="spoolFolder">For texts being written; on the same disk.</param>
public sealed class StoredTexts(string folder, string spoolFolder)
{
    private const int BufferBytes = 1 << 16;
    private const int LongestExtension = 8;
    private const int FastestQuality = 1;
    private const int WindowBits = 18;
    private static readonly byte[] Mark = "RDT1"u8.ToArray();

    /// <summary>The text read from this content, or null when it is to be read (again).</summary>
    /// <param name="hash">SHA-256 of the content, lower-case hexadecimal.</param>
    /// <param name="fileName">Its ending belongs to what decides how a file is read.</param>
    public async Task<StoredText?> FindAsync(string hash, string fileName, CancellationToken cancellationToken)
    {
        var path = PathOf(hash, fileName);
        try
        {
            if (!File.Exists(path) || !await IsWholeAsync(path, cancellationToken)) return null;
            using var reader = new BinaryReader(OpenBody(path), Encoding.UTF8);
            return TextCodec.Read(reader, blocks => new BlockSequence(blocks, () => AtBlocks(path)));
        }
        catch (Exception damaged) when (damaged is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps a text, in place of an older one of the same content. It is there whole or not at all.</summary>
    public async Task KeepAsync(string hash, string fileName, DocumentText text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var path = PathOf(hash, fileName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(spoolFolder);
        var spooled = Path.Combine(spoolFolder, $"{Guid.NewGuid():n}.part");
        try
        {
            // Blocks that lie on disk are too many for memory; all others are packed there and written at once.
            await using (var file = new FileStream(spooled, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                if (text.Blocks is BlockSequence) WriteThrough(file, text, cancellationToken);
                else file.Write(Packed(text, cancellationToken));
            }

            File.Move(spooled, path, overwrite: true);
        }
        finally
        {
            File.Delete(spooled);
        }
    }

    /// <summary>Deletes the texts of contents that no document names any more, and those an older version of the readers made.</summary>
    /// <param name="hashes">All contents that documents and their versions name.</param>
    /// <returns>How many were deleted.</returns>
    public Task<int> DropUnnamedAsync(IReadOnlySet<string> hashes, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (!Directory.Exists(folder)) return 0;
            var dropped = 0;
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = file.Name.Split('.')[0];
                if (hashes.Contains(file.Directory!.Name + name) && file.Extension == $".{DocumentReaders.Version}") continue;
                file.Delete();
                dropped++;
            }

            return dropped;
        },
        cancellationToken);

    /// <summary>The checksum goes before what it is of: a file that was cut short or altered is known before a block of it is used.</summary>
    private static void WriteThrough(FileStream file, DocumentText text, CancellationToken cancellationToken)
    {
        file.Write(Mark);
        file.Write(new byte[SHA256.HashSizeInBytes]);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var packed = new BrotliStream(hashed, CompressionLevel.Fastest))
        // Brotli packs every write by itself: without the buffer each number of a rectangle became a block of its own, at ten times the cost.
        using (var buffered = new BufferedStream(packed, BufferBytes))
        using (var writer = new BinaryWriter(buffered, Encoding.UTF8))
        {
            TextCodec.Write(writer, text, cancellationToken);
        }

        file.Position = Mark.Length;
        file.Write(hash.Hash);
    }

    /// <summary>The same bytes at once. A stream's buffers and window are made for megabytes, and cost more than a page of text does.</summary>
    private static ReadOnlySpan<byte> Packed(DocumentText text, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true)) TextCodec.Write(writer, text, cancellationToken);
        var head = Mark.Length + SHA256.HashSizeInBytes;
        var packed = new byte[head + BrotliEncoder.GetMaxCompressedLength((int)body.Length)];
        var source = body.GetBuffer().AsSpan(0, (int)body.Length);
        var fits = BrotliEncoder.TryCompress(source, packed.AsSpan(head), out var length, FastestQuality, WindowBits);
        Debug.Assert(fits, "The target is as long as the encoder says is enough.");
        Mark.CopyTo(packed, 0);
        SHA256.HashData(packed.AsSpan(head, length), packed.AsSpan(Mark.Length));
        return packed.AsSpan(0, head + length);
    }

    private static async Task<bool> IsWholeAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        var head = new byte[Mark.Length + SHA256.HashSizeInBytes];
        if (await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length) return false;
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        return head.AsSpan(0, Mark.Length).SequenceEqual(Mark) && head.AsSpan(Mark.Length).SequenceEqual(hash);
    }

    private static BrotliStream AtBlocks(string path)
    {
        var body = OpenBody(path);
        using var reader = new BinaryReader(body, Encoding.UTF8, leaveOpen: true);
        TextCodec.Read(reader, _ => []).Text.Dispose();
        return body;
    }

    private static BrotliStream OpenBody(string path)
    {
        var file = Open(path);
        file.Position = Mark.Length + SHA256.HashSizeInBytes;
        return new BrotliStream(file, CompressionMode.Decompress);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);

    private string PathOf(string hash, string fileName)
    {
        Originals.CheckHash(hash);
        var extension = Path.GetExtension(fileName).TrimStart('.').ToLowerInvariant();
        if (extension.Length > LongestExtension || !extension.All(char.IsAsciiLetterOrDigit)) extension = "";
        return Path.Combine(folder, hash[..2], $"{hash[2..]}.{extension}.{DocumentReaders.Version}");
    }
}

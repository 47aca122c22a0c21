using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace RagDocs.Ingest.Sources.Uploads;

/// <summary>
/// Uploads of large files in pieces, after the ideas of tus (tus.io, resumable upload protocol 1.0): the client asks how far it got and
/// goes on from there. What has arrived lies on disk, so a session outlives a broken connection and a restart of the service. A session
/// belongs to the person who opened it; its name cannot be guessed.
/// </summary>
/// <param name="folder">Where the pieces lie; nothing else lies there.</param>
public sealed partial class UploadSessions(string folder, FileIntake intake, IOptions<IngestOptions> options, TimeProvider time)
{
    /// <summary>Without a byte for this long, a session is given up.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int MaxOpenPerPerson = 100;
    private const int BufferBytes = 128 * 1024;

    /// <summary>Left free on the disk, so that the catalog can still be written.</summary>
    private const long Reserve = 256L << 20;

    private readonly ConcurrentDictionary<string, byte> _writing = new(StringComparer.Ordinal);

    /// <exception cref="UploadException">The name or size cannot be taken, the disk is full, or the person has too many open.</exception>
    public async Task<UploadSession> OpenAsync(NewUpload upload, CancellationToken cancellationToken)
    {
        DropExpired();
        if (!DocumentPath.TryNormalize(upload.Path, out var path, out var problem)) throw new UploadException(UploadProblem.Refused, problem);
        var limit = options.Value.MaxFileBytes;
        if (upload.SizeBytes < 0) throw new UploadException(UploadProblem.Refused, "Say how many bytes the file has.");
        if (upload.SizeBytes > limit) throw new UploadException(UploadProblem.TooLarge, new FileTooLargeException(limit).Message);
        Directory.CreateDirectory(folder);
        if (new DriveInfo(folder).AvailableFreeSpace < upload.SizeBytes + Reserve) throw new UploadException(UploadProblem.DiskFull, DiskFull);
        var open = Directory.EnumerateFiles(folder, "*.json").Select(Read).Count(s => s is { Result: null } && s.UserId == upload.UserId);
        if (open >= MaxOpenPerPerson) throw new UploadException(UploadProblem.Refused, $"{open} of your uploads are unfinished. Finish or cancel some of them.");

        var session = new UploadSession(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), upload.UserId, upload.CollectionId, upload.SourceId, upload.RunId, path, upload.SizeBytes);
        await File.WriteAllBytesAsync(PartOf(session.Id), [], cancellationToken);
        Write(session);
        return session;
    }

    /// <returns>Null when there is no such session, it has expired, or it is somebody else's.</returns>
    public UploadSession? Find(string id, long userId)
    {
        if (!Name().IsMatch(id) || !File.Exists(SheetOf(id)) || IsExpired(id)) return null;
        return Read(SheetOf(id)) is { } session && session.UserId == userId ? session : null;
    }

    /// <summary>Bytes that have arrived: where the client goes on.</summary>
    public long OffsetOf(UploadSession session) => session.Result is not null ? session.SizeBytes : new FileInfo(PartOf(session.Id)) is { Exists: true } part ? part.Length : 0;

    /// <summary>
    /// Appends a piece; when it is the last, the file is taken into the library. What arrived before a connection broke is kept.
    /// An empty piece at the end finishes an upload whose last answer was lost.
    /// </summary>
    /// <returns>The session; with its result once it is complete.</returns>
    /// <exception cref="UploadException">The piece does not begin where the last ended, is too long, or the disk is full.</exception>
    public async Task<UploadSession> AppendAsync(UploadSession session, long offset, Stream piece, CancellationToken cancellationToken)
    {
        if (session.Result is not null) return session;
        if (!_writing.TryAdd(session.Id, 0)) throw new UploadException(UploadProblem.Conflict, "Another request is sending this file. Ask for the offset in a moment.");
        try
        {
            var arrived = OffsetOf(session);
            if (offset != arrived) throw new UploadException(UploadProblem.Conflict, $"The next piece begins at byte {arrived}.");
            await AppendAsync(session, piece, cancellationToken);
            return OffsetOf(session) == session.SizeBytes ? await FinishAsync(session, cancellationToken) : session;
        }
        catch (IOException full) when (IsDiskFull(full))
        {
            throw new UploadException(UploadProblem.DiskFull, DiskFull);
        }
        finally
        {
            _writing.TryRemove(session.Id, out _);
        }
    }

    /// <summary>Forgets a session and what arrived of it.</summary>
    public void Drop(UploadSession session)
    {
        File.Delete(SheetOf(session.Id));
        File.Delete(PartOf(session.Id));
    }

    /// <summary>Drops sessions nobody has gone on with.</summary>
    public void DropExpired()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var id in Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(IsExpired).ToList())
        {
            File.Delete(SheetOf(id));
            File.Delete(PartOf(id));
        }
    }

    private async Task AppendAsync(UploadSession session, Stream piece, CancellationToken cancellationToken)
    {
        await using var part = new FileStream(PartOf(session.Id), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = new byte[BufferBytes];
        try
        {
            int read;
            while ((read = await piece.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (part.Position + read > session.SizeBytes) throw new UploadException(UploadProblem.Refused, $"The file was announced with {session.SizeBytes} bytes; more were sent.");
                // A byte that has arrived is kept, whatever becomes of the request.
                await part.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
        }
        finally
        {
            part.Flush(flushToDisk: true);
        }
    }

    private async Task<UploadSession> FinishAsync(UploadSession session, CancellationToken cancellationToken)
    {
        IntakeResult result;
        await using (var content = new FileStream(PartOf(session.Id), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous))
        {
            result = await intake.TakeAsync(session.SourceId, session.RunId, session.Path, content, null, cancellationToken);
        }

        // The result stays for a client that lost the answer; the bytes are in the library now.
        var finished = session with { Result = result };
        Write(finished);
        File.Delete(PartOf(session.Id));
        return finished;
    }

    private bool IsExpired(string id)
    {
        var part = new FileInfo(PartOf(id));
        var last = part.Exists ? part.LastWriteTimeUtc : new FileInfo(SheetOf(id)).LastWriteTimeUtc;
        return time.GetUtcNow().UtcDateTime - last > Lifetime;
    }

    private static UploadSession? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<UploadSession>(File.ReadAllBytes(path));
        }
        catch (Exception broken) when (broken is JsonException or IOException)
        {
            return null;
        }
    }

    private void Write(UploadSession session)
    {
        var sheet = SheetOf(session.Id);
        File.WriteAllBytes(sheet + ".new", JsonSerializer.SerializeToUtf8Bytes(session));
        File.Move(sheet + ".new", sheet, overwrite: true);
    }

    private string PartOf(string id) => Path.Combine(folder, id + ".part");

    private string SheetOf(string id) => Path.Combine(folder, id + ".json");

    private static bool IsDiskFull(IOException failure) => OperatingSystem.IsWindows() ? (failure.HResult & 0xFFFF) is 0x27 or 0x70 : failure.HResult is 28 or 122;

    private const string DiskFull = "The server's disk is full. Ask whoever runs the server to make room; what has arrived is kept, and the upload goes on from there.";

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

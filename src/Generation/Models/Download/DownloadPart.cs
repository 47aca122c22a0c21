using System.Security.Cryptography;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Download;

/// <summary>
/// What has arrived of a file: <c>NAME.part</c>, with the validator of the version it belongs to beside it, so that a later try goes on
/// only with the same version. Holds a lock while it is open.
/// </summary>
internal sealed class DownloadPart : IAsyncDisposable
{
    private readonly string _path;
    private readonly JsonFile<Validator> _validator;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private DownloadPart(string path, FileStream file)
    {
        (_path, _file) = (path, file);
        _validator = new JsonFile<Validator>(ValidatorPath(path));
    }

    /// <summary>Bytes that are there.</summary>
    public long Length => _file.Length;

    /// <summary>ETag or date of the version that the bytes belong to; null: not known, so they cannot be continued.</summary>
    public string? Version => _validator.Read().Value;

    /// <exception cref="ModelsException">Another download of the same file runs.</exception>
    public static DownloadPart Open(string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        var path = target + ModelFolder.PartEnding;
        try
        {
            return new DownloadPart(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, useAsync: true));
        }
        catch (IOException failure) when (File.Exists(path))
        {
            throw new ModelsException($"{System.IO.Path.GetFileName(target)} cannot be written now, perhaps because another download of it is running: {failure.Message}");
        }
    }

    /// <summary>Forgets everything and begins with this version.</summary>
    public void Restart(string? version)
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
        _validator.Change(v => v.Value = version);
    }

    /// <summary>Reads what is there into the hash, to go on behind it.</summary>
    public async Task ContinueAsync(CancellationToken cancellationToken)
    {
        _hash.GetHashAndReset();
        _file.Position = 0;
        await FileHash.AppendAsync(_hash, _file, new TransferMeter(0, null, null, TimeProvider.System), cancellationToken);
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _hash.AppendData(bytes.Span);
        await _file.WriteAsync(bytes, cancellationToken);
    }

    public string Finish()
    {
        _file.Flush(flushToDisk: true);
        return FileHash.Finish(_hash);
    }

    /// <summary>Checks what arrived as a model; through the open file, which nobody else can open.</summary>
    /// <exception cref="Llama.ModelFileException">It is none.</exception>
    public GgufModelInfo ReadHeader()
    {
        _file.Position = 0;
        return GgufModelReader.Read(GgufHeader.Read(_file, _path[..^ModelFolder.PartEnding.Length]));
    }

    /// <summary>Gives the whole file its name; the part is gone.</summary>
    public async Task MoveAsync(string target)
    {
        await _file.DisposeAsync();
        File.Move(_path, target, overwrite: false);
        File.Delete(ValidatorPath(_path));
    }

    public async Task DeleteAsync()
    {
        await _file.DisposeAsync();
        File.Delete(_path);
        File.Delete(ValidatorPath(_path));
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _hash.Dispose();
        if (File.Exists(_path) && new FileInfo(_path).Length == 0) await DeleteAsync();
    }

    private static string ValidatorPath(string path) => path + ".json";

    private sealed class Validator
    {
        public string? Value { get; set; }
    }
}

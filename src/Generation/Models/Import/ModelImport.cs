using System.Security.Cryptography;
using RagDocs.Generation.Llama.Gguf;

namespace RagDocs.Generation.Models.Store;

/// <summary>Copies models in from a folder, a share or a USB stick.</summary>
public sealed class ModelImport(ModelStore store, FreeSpaceProbe freeSpace, TimeProvider time)
{
    /// <summary>The GGUF files that an import of this path would take.</summary>
    /// <exception cref="ModelsException">There is nothing to import.</exception>
    public static IReadOnlyList<string> FilesAt(string path)
    {
        if (File.Exists(path)) return [Path.GetFullPath(path)];
        if (!Directory.Exists(path)) throw new ModelsException($"There is no file or folder {path}.");
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };
        var files = Directory.EnumerateFiles(Path.GetFullPath(path), "*" + ModelFolder.Ending, options).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new ModelsException($"There is no GGUF file in {path} or below.");
    }

    /// <summary>Checks the header, copies, and makes the copy visible when it is whole.</summary>
    /// <param name="who">Noted with the hash.</param>
    /// <exception cref="Llama.ModelFileException">The file is no model.</exception>
    /// <exception cref="ModelsException">No space, another file of this name, or not the file the list or a pin knows.</exception>
    public async Task<InstalledModel> ImportAsync(string file, string who, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        GgufModelInfo.Read(file);
        var name = SafeName(Path.GetFileName(file));
        var target = Path.Combine(store.Folder, name);
        if (Path.GetFullPath(file) == target) return store.Get(name);
        Directory.CreateDirectory(store.Folder);
        if (File.Exists(target)) throw new ModelsException($"{name} is in {store.Folder} already. Remove it first (models remove), or rename the new one.");
        DiskSpace.Require(freeSpace, store.Folder, new FileInfo(file).Length);
        var part = $"{target}.{Environment.ProcessId}.import{ModelFolder.PartEnding}";
        try
        {
            var (sha256, bytes) = await CopyAsync(file, part, progress, cancellationToken);
            GgufModelInfo.Read(part);
            var id = Path.GetFileNameWithoutExtension(name);
            if (store.ExpectedHash(id) is { } pin && pin.Sha256 != sha256)
                throw new ModelsException($"{name} is not the file known by this name: it should have the SHA-256 {pin.Sha256}, but has {sha256}. It was not imported.");
            File.Move(part, target, overwrite: false);
            store.AddPin(id, sha256, bytes, who);
            return store.Get(name);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static string SafeName(string name)
    {
        var stem = new string([.. Path.GetFileNameWithoutExtension(name).Select(c => ModelFolder.IsSafeName($"a{c}") ? c : '-')]).Trim('-', '.');
        return (stem.Length == 0 ? "model" : stem[..Math.Min(stem.Length, 100)]) + ModelFolder.Ending;
    }

    private async Task<(string Sha256, long Bytes)> CopyAsync(string from, string to, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
        await using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 1, useAsync: true);
        var meter = new TransferMeter(0, source.Length, progress, time);
        var buffer = new byte[FileHash.BufferBytes];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            meter.Add(read);
        }

        target.Flush(flushToDisk: true);
        meter.Report();
        return (FileHash.Finish(hash), target.Length);
    }
}

using System.Security.Cryptography;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Import;

/// <summary>Copies models in from a folder, a share or a USB stick.</summary>
public sealed class ModelImport(ModelStore store, FreeSpaceProbe freeSpace, TimeProvider time)
{
    /// <summary>Between the file's name and <see cref="ModelFolder.PartEnding"/>, behind the id of the process that copies.</summary>
    private const string Mark = ".import";

    /// <summary>Checks the header, copies, and makes the copy visible when it is whole.</summary>
    /// <param name="who">Noted with the hash.</param>
    /// <param name="acceptNewHash">A person has said that another file than the known one is right; its hash is pinned instead.</param>
    /// <exception cref="Llama.ModelFileException">The file is no model.</exception>
    /// <exception cref="ModelsException">No space, or another file of this name.</exception>
    /// <exception cref="ModelHashException">It is not the file that the list or a pin knows by this name.</exception>
    public async Task<InstalledModel> ImportAsync(
        ImportFile file, string who, bool acceptNewHash, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        await using var source = file.Open();
        _ = GgufModelReader.Read(GgufHeader.Read(source, file.Path));
        source.Position = 0;
        var name = ModelFolder.SafeName(file.Name);
        var target = Path.Combine(store.Folder, name);
        if (file.Path == target) return store.Get(name);
        Directory.CreateDirectory(store.Folder);
        RemoveAbandoned();
        if (File.Exists(target)) throw new ModelsException($"{name} is in {store.Folder} already. Remove it first (models remove), or rename the new one.");
        DiskSpace.Require(freeSpace, store.Folder, source.Length);
        var part = $"{target}.{Environment.ProcessId}{Mark}{ModelFolder.PartEnding}";
        try
        {
            var (sha256, bytes) = await CopyAsync(source, part, progress, cancellationToken);
            GgufModelInfo.Read(part);
            var id = Path.GetFileNameWithoutExtension(name);
            store.RequireKnown(name, sha256, acceptNewHash);
            File.Move(part, target, overwrite: false);
            store.AddPin(id, sha256, bytes, who);
            return store.Get(name);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Deletes what imports left behind that were ended by force; those that run hold a lock on theirs.</summary>
    public void RemoveAbandoned()
    {
        if (!Directory.Exists(store.Folder)) return;
        foreach (var part in Directory.EnumerateFiles(store.Folder, $"*{Mark}{ModelFolder.PartEnding}"))
        {
            try
            {
                using (new FileStream(part, FileMode.Open, FileAccess.Write, FileShare.None)) File.Delete(part);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // It is being written.
            }
        }
    }

    private async Task<(string Sha256, long Bytes)> CopyAsync(Stream source, string to, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 1, useAsync: true);
        var meter = new TransferMeter(0, source.Length, progress, time);
        meter.Report();
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

using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models.Fit;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Import;

/// <summary>Says what lies in a folder, share or stick before anything is copied: headers are read, nothing else.</summary>
public sealed class ImportScan(ModelStore store, ModelList list, MachineProbe probe)
{
    /// <param name="path">A full path on this machine.</param>
    /// <returns>In the order of their paths.</returns>
    /// <exception cref="ModelsException">There is nothing to import.</exception>
    public async Task<IReadOnlyList<ImportCandidate>> LookAsync(string path, CancellationToken cancellationToken)
    {
        var named = path.Trim();
        if (!Path.IsPathFullyQualified(named)) throw new ModelsException("Give the full path of a file or folder on the server, for example /media/usb.");
        var machine = await probe.MeasureAsync(cancellationToken);
        // Sticks and shares are slow, and may hang.
        return await Task.Run(() => Look(named, machine, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }

    private List<ImportCandidate> Look(string path, Machine machine, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var found = new List<ImportCandidate>();
        foreach (var file in ImportSource.FilesAt(path, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var candidate = Judge(file, machine);
            var twice = candidate.Problem is null && !seen.Add(candidate.Id);
            found.Add(twice ? candidate with { Problem = "Another file here would have the same name. Rename one, or name its folder alone." } : candidate);
        }

        return found;
    }

    private ImportCandidate Judge(ImportFile file, Machine machine)
    {
        var name = ModelFolder.SafeName(file.Name);
        var id = Path.GetFileNameWithoutExtension(name);
        try
        {
            using var content = file.Open();
            var info = GgufModelReader.Read(GgufHeader.Read(content, file.Path));
            var model = InstalledModel.Of(file.Path, name, file.Bytes, info, list.Find(name));
            return new ImportCandidate(file, id, model.Title, MachineFit.Judge(machine, model, info), null) { IsInstalled = store.Holds(name) };
        }
        catch (ModelFileException refused)
        {
            return new ImportCandidate(file, id, file.Name, null, $"{refused.Reason}. {refused.Cure}");
        }
        catch (Exception failure) when (failure is ModelsException or IOException or UnauthorizedAccessException)
        {
            return new ImportCandidate(file, id, file.Name, null, failure.Message);
        }
    }
}

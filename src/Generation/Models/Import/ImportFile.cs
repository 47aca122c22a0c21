namespace RagDocs.Generation.Models.Import;

/// <summary>A GGUF file that was found for an import.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="RealFolder">The named folder without links in its path; what is opened must lie in it.</param>
/// <param name="Bytes">Its size when it was found.</param>
public sealed record ImportFile(string Path, string RealFolder, long Bytes)
{
    /// <summary>Its file name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>
    /// For reading. Between listing and opening somebody may have put a link in the way: what the system really opened is asked afterwards.
    /// A file of no length is not opened at all, because it may be a pipe, which nobody ever writes to.
    /// </summary>
    /// <exception cref="ModelsException">It is empty, or leads out of the named folder.</exception>
    internal FileStream Open()
    {
        if (LengthOf(Path) == 0) throw new ModelsException($"{Name} is empty or no file. Copy it to the stick or folder again.");
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (IsInside(file)) return file;
        file.Dispose();
        throw new ModelsException($"{Name} is a link that leads out of the named folder, which is not followed. Name the file it points to.");
    }

    /// <summary>Of what a link leads to; 0 for what is not there and for what is no file.</summary>
    internal static long LengthOf(string path)
    {
        var found = new FileInfo(path);
        return found.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target is FileInfo { Exists: true } file ? file.Length : 0 : found.Length;
    }

    private bool IsInside(FileStream opened)
    {
        // Elsewhere the system does not tell what was opened; links are not followed at all there.
        if (!OperatingSystem.IsLinux()) return new FileInfo(Path).LinkTarget is null;
        var real = new FileInfo($"/proc/self/fd/{opened.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return real is not null && real.StartsWith(RealFolder.TrimEnd('/') + "/", StringComparison.Ordinal);
    }
}

using System.IO.Enumeration;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Import;

/// <summary>
/// Finds the GGUF files of a folder, a share or a USB stick. Folders that are links, hidden files and what the service may not read are
/// left out; files that are links are taken only where they lead to a file in the named folder.
/// </summary>
public static class ImportSource
{
    /// <summary>More are no stick but somebody's whole disk.</summary>
    private const int MostFiles = 500;
    private const int MostEntries = 200_000;
    private const int Depth = 8;

    /// <param name="path">A GGUF file or a folder, read with the rights of this process.</param>
    /// <returns>By path.</returns>
    /// <exception cref="ModelsException">There is nothing to import.</exception>
    public static IReadOnlyList<ImportFile> FilesAt(string path, CancellationToken cancellationToken)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full)) return [Named(full)];
        if (!Directory.Exists(full)) throw new ModelsException($"There is no file or folder {path} that the service may read. Is the stick or share mounted?");
        try
        {
            var real = RealPath(full);
            var files = Below(full, cancellationToken).Order(StringComparer.Ordinal).Select(file => new ImportFile(file, real, ImportFile.LengthOf(file))).ToList();
            return files.Count > 0 ? files : throw new ModelsException($"There is no GGUF file in {path} or below.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelsException($"{path} cannot be read: {failure.Message} Check the rights of the account that the service runs as.");
        }
    }

    // Who names a link as the file means the file.
    private static ImportFile Named(string file)
    {
        if (!IsGguf(file)) throw new ModelsException($"{file} is no GGUF file: models for llama.cpp end in {ModelFolder.Ending}.");
        var real = RealPath(file);
        return new ImportFile(real, Path.GetDirectoryName(real)!, ImportFile.LengthOf(real));
    }

    private static FileSystemEnumerable<string> Below(string folder, CancellationToken cancellationToken)
    {
        var (entries, files) = (0, 0);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true };
        return new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++entries > MostEntries) throw new ModelsException($"{folder} holds too much to look through. Name the folder that the models lie in.");
                if (entry.IsDirectory || !IsGguf(entry.FileName)) return false;
                return ++files <= MostFiles ? true : throw new ModelsException($"{folder} holds more than {MostFiles} GGUF files. Name a folder further down.");
            },
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
    }

    private static bool IsGguf(ReadOnlySpan<char> name) => name.EndsWith(ModelFolder.Ending, StringComparison.OrdinalIgnoreCase);

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var segment in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, segment);
            if (new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target) real = RealPath(target.FullName);
        }

        return real;
    }
}

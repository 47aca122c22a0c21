namespace RagDocs.Web.Cli;

/// <summary>A file on the operator's disk and the path it is known by in the library.</summary>
/// <param name="Name">Relative to the folder given, forward slashes.</param>
internal sealed record NamedFile(string FullPath, string Name)
{
    /// <returns>Null when there is no such folder.</returns>
    public static IEnumerable<NamedFile>? Below(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => new NamedFile(Path.GetFullPath(file), Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
        : null;
}

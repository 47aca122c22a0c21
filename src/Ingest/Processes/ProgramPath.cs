namespace RagDocs.Ingest.Processes;

/// <summary>Finds an installed program.</summary>
public static class ProgramPath
{
    /// <summary>Full path of the first program of that name on PATH; null when it is not installed.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(Path.PathSeparator);
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}

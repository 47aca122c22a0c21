namespace RagDocs.Ingest.Processes;

/// <summary>A folder for one run of a program, open to nobody else, gone with all in it afterwards.</summary>
internal sealed class PrivateFolder : IDisposable
{
    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("ragdocs-").FullName;

    /// <summary>Full path of something in it.</summary>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that was just killed may still let go of a file; the system clears its folder for temporary files.
        }
    }
}

namespace RagDocs.Web.Hosting;

/// <summary>Where everything the service keeps lies: catalog, schedule, originals, keys, cache.</summary>
public sealed record DataFolder(string Path)
{
    public const string EnvironmentVariable = "RAGDOCS_DATA";

    /// <summary>The folder named, else RAGDOCS_DATA, else "data" in the current folder; made if it is not there.</summary>
    public static DataFolder Open(string? named)
    {
        var path = named ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        var full = System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(path) ? "data" : path);
        // Only the service's own account may read what people asked and uploaded.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(full);
        else Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new DataFolder(full);
    }
}

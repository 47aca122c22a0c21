namespace RagDocs.Ingest.Sources;

/// <summary>A file found in a server folder.</summary>
/// <param name="Path">Relative to the folder, forward slashes.</param>
public sealed record ListedFile(string FullPath, string Path, long SizeBytes, DateTimeOffset ModifiedAt);

/// <summary>Lists a server folder. Hidden files are left out and links are not followed, so nothing outside the folder is ever read.</summary>
internal static class FolderListing
{
    /// <returns>Null when the folder itself cannot be read.</returns>
    public static IReadOnlyList<ListedFile>? List(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", options)
                .Select(f => new ListedFile(
                    f.FullName, Path.GetRelativePath(folder, f.FullName).Replace('\\', '/'), f.Length, Milliseconds(f.LastWriteTimeUtc)))
                .OrderBy(f => f.Path, StringComparer.Ordinal),
        ];
    }

    // The catalog keeps milliseconds; a finer stamp would never compare equal.
    private static DateTimeOffset Milliseconds(DateTime utc) =>
        DateTimeOffset.FromUnixTimeMilliseconds(new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds());
}

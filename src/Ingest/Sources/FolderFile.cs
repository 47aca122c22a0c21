using System.Security.Cryptography;

namespace RagDocs.Ingest.Sources;

/// <summary>Opens the files of a server folder, and nothing else.</summary>
internal static class FolderFile
{
    /// <summary>The catalog keeps milliseconds; a finer stamp would never compare equal.</summary>
    public static DateTimeOffset Milliseconds(DateTimeOffset stamp) => DateTimeOffset.FromUnixTimeMilliseconds(stamp.ToUnixTimeMilliseconds());

    /// <summary>
    /// A listed file for reading. Between listing and opening, somebody may have put a link in the way; what the system really opened is
    /// asked afterwards. A file of no length is not opened at all: it may be a pipe, which nobody ever writes to.
    /// </summary>
    /// <param name="realFolder">From <see cref="RealPath"/>.</param>
    /// <exception cref="IOException">It is gone, unreadable, or leads out of the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The service may not read it.</exception>
    public static Stream Open(string realFolder, ListedFile file)
    {
        if (file.SizeBytes == 0) return Stream.Null;
        var content = new FileStream(
            file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (IsInside(realFolder, content)) return content;
        content.Dispose();
        throw new IOException("it leads out of the folder. Links are not followed.");
    }

    /// <summary>True while size and time are still those that were listed.</summary>
    public static bool IsAsListed(ListedFile file)
    {
        var now = new FileInfo(file.FullPath);
        return now.Exists && now.Length == file.SizeBytes && Milliseconds(new DateTimeOffset(now.LastWriteTimeUtc, TimeSpan.Zero)) == file.ModifiedAt;
    }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public static async Task<string> HashAsync(string realFolder, ListedFile file, CancellationToken cancellationToken)
    {
        await using var content = Open(realFolder, file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    /// <summary>The folder without links anywhere in its path.</summary>
    public static string RealPath(string folder)
    {
        var real = Path.GetPathRoot(folder) ?? "/";
        foreach (var segment in folder[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, segment);
            if (new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target) real = RealPath(target.FullName);
        }

        return real;
    }

    private static bool IsInside(string realFolder, FileStream content)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var opened = new FileInfo($"/proc/self/fd/{content.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return opened is null || opened.StartsWith(realFolder.TrimEnd('/') + "/", StringComparison.Ordinal);
    }
}

using System.IO.Enumeration;

namespace RagDocs.Ingest.Sources;

/// <summary>A file found in a server folder.</summary>
/// <param name="FullPath">What it is opened by.</param>
/// <param name="Path">Relative to the folder, forward slashes, composed Unicode: shown and compared, never opened.</param>
public sealed record ListedFile(string FullPath, string Path, long SizeBytes, DateTimeOffset ModifiedAt);

/// <summary>A file or folder that is not taken though nobody asked to leave it out.</summary>
/// <param name="Path">Relative to the folder; that of a folder ends with a slash.</param>
/// <param name="Problem">Why, and what to do, in words for people.</param>
public sealed record SkippedFile(string Path, string Problem);

/// <param name="Skipped">What lies there but cannot be taken.</param>
internal sealed record FolderContents(IReadOnlyList<ListedFile> Files, IReadOnlyList<SkippedFile> Skipped);

/// <summary>
/// Lists a server folder. Hidden files, the lock files of office programs and symbolic links are left out: what a link inside the folder
/// leads to is there under its own name, and what lies outside is never read.
/// </summary>
internal sealed class FolderListing
{
    private const string OfficeLock = "~$";

    private static readonly EnumerationOptions OneFolder = new() { RecurseSubdirectories = false, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    private readonly Dictionary<string, ListedFile> _files = new(StringComparer.Ordinal);
    private readonly List<SkippedFile> _skipped = [];
    private readonly Stack<string> _waiting = new();
    private readonly string _root;
    private readonly PathPatterns _patterns;

    private FolderListing(string root, PathPatterns patterns) => (_root, _patterns) = (root, patterns);

    /// <param name="found">Told how many files were found so far.</param>
    /// <returns>Null when the folder itself cannot be read.</returns>
    public static FolderContents? List(string folder, PathPatterns patterns, Action<int>? found, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) return null;
        var listing = new FolderListing(folder, patterns);
        if (!listing.TryRead(folder)) return null;
        while (listing._waiting.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            listing.TryRead(next);
            found?.Invoke(listing._files.Count);
        }

        return new FolderContents([.. listing._files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)], listing._skipped);
    }

    private bool TryRead(string folder)
    {
        try
        {
            // By raw name, so that of two names that are shown alike always the same one is taken.
            var entries = new FileSystemEnumerable<Entry>(folder, Entry.Of, OneFolder).OrderBy(e => e.FullPath, StringComparer.Ordinal).ToList();
            foreach (var entry in entries) Add(entry);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(Relative(folder) + "/", SkipReason.Of(unreadable)));
            return false;
        }
    }

    private void Add(Entry entry)
    {
        if ((entry.Attributes & (FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint)) != FileAttributes.None) return;
        var raw = Relative(entry.FullPath);
        if (Path.GetFileName(raw).StartsWith(OfficeLock, StringComparison.Ordinal)) return;
        if (entry.IsFolder)
        {
            if (_patterns.Enters(raw)) _waiting.Push(entry.FullPath);
            return;
        }

        if (!_patterns.Takes(raw)) return;
        if (!DocumentPath.TryNormalize(raw, out var path, out var problem)) _skipped.Add(new SkippedFile(raw, problem));
        else if (!_files.TryAdd(path, new ListedFile(entry.FullPath, path, entry.Length, entry.ModifiedAt)))
        {
            _skipped.Add(new SkippedFile(path, "Another file has the same name, only spelt with other characters. One of them is read; rename this one."));
        }
    }

    private string Relative(string fullPath) => Path.GetRelativePath(_root, fullPath).Replace(Path.DirectorySeparatorChar, '/');

    private sealed record Entry(string FullPath, FileAttributes Attributes, bool IsFolder, long Length, DateTimeOffset ModifiedAt)
    {
        public static Entry Of(ref FileSystemEntry entry) =>
            new(entry.ToFullPath(), entry.Attributes, entry.IsDirectory, entry.IsDirectory ? 0 : entry.Length, FolderFile.Milliseconds(entry.LastWriteTimeUtc));
    }
}

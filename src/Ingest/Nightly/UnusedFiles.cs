using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>
/// Deletes files named by a content that no document and no version names any more: originals, pictures of pages, stored texts. A file
/// that came within the last day is left, because an upload lies on disk before its row is there.
/// </summary>
public sealed partial class UnusedFiles(
    IDbContextFactory<RagDocsDbContext> contexts, TimeProvider time, string dataFolder, ILogger<UnusedFiles> log)
{
    private const int Batch = 500;
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <summary>Folders whose files are named by content, relative to the data folder; a folder that is not there is passed over.</summary>
    private static readonly string[] Folders = ["originals", Path.Combine("cache", "pages"), "texts"];

    private string Trash => Path.Combine(dataFolder, "trash");

    /// <returns>Files deleted, and their size.</returns>
    public async Task<(int Count, long Bytes)> DeleteAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        long bytes = 0;
        foreach (var folder in Folders.Select(f => Path.Combine(dataFolder, f)).Where(Directory.Exists))
        {
            EmptyTrash(folder);
            foreach (var some in Old(folder).Chunk(Batch))
            {
                var unused = await UnusedAsync([.. some.Select(f => f.Hash).Distinct(StringComparer.Ordinal)], cancellationToken);
                foreach (var (file, _) in some.Where(f => unused.Contains(f.Hash)))
                {
                    if (!TryDelete(file)) continue;
                    count++;
                    bytes += file.Length;
                }
            }
        }

        return (count, bytes);
    }

    private IEnumerable<(FileInfo File, string Hash)> Old(string folder)
    {
        var before = (time.GetUtcNow() - Young).UtcDateTime;
        return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.LinkTarget is null && file.LastWriteTimeUtc < before)
            .Select(file => (file, HashOf(Path.GetRelativePath(folder, file.FullName))))
            .Where(f => f.Item2 is not null)!;
    }

    // "ab/cdef…", "abcdef…-12.png" and "ab/cdef….json.br" all begin with the 64 digits of their content.
    private static string? HashOf(string path)
    {
        var match = Content().Match(path.Replace("/", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal));
        return match.Success ? match.Value : null;
    }

    private async Task<HashSet<string>> UnusedAsync(IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var used = await db.DocumentVersions.Where(v => hashes.Contains(v.ContentHash)).Select(v => v.ContentHash)
            .Union(db.Documents.Where(d => hashes.Contains(d.ContentHash)).Where(RemovedDocumentsPurge.NamesContent).Select(d => d.ContentHash))
            .ToListAsync(cancellationToken);
        return hashes.Except(used, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }

    // The same content may be uploaded again in this moment, under the same name. It is moved aside first: if what was moved turns out
    // to be young, it is the new copy, and goes back.
    private bool TryDelete(FileInfo file)
    {
        try
        {
            Directory.CreateDirectory(Trash);
            var aside = Path.Combine(Trash, Guid.NewGuid().ToString("n"));
            File.Move(file.FullName, aside);
            if (File.GetLastWriteTimeUtc(aside) >= (time.GetUtcNow() - Young).UtcDateTime)
            {
                File.Move(aside, file.FullName, overwrite: true);
                return false;
            }

            File.Delete(aside);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.FileNotDeleted(log, failure);
            return false;
        }
    }

    // What a killed process left aside was old and unused when it was moved.
    private void EmptyTrash(string folder)
    {
        if (folder.EndsWith(Folders[0], StringComparison.Ordinal) && Directory.Exists(Trash)) Directory.Delete(Trash, recursive: true);
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Content();
}

using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Segments;

/// <summary>The files of segments in the index's folder: one file a part, all of one segment under one name.</summary>
/// <param name="writing">Told before each change of the folder, so that a test can break off there.</param>
internal sealed class SegmentFiles(string folder, Action writing)
{
    public const string Documents = ".documents";
    public const string ChunkWords = ".words";
    public const string DocumentWords = ".names";
    public const string Vectors = ".vectors";
    private static readonly string[] Endings = [Documents, ChunkWords, DocumentWords, Vectors];

    /// <summary>A name no segment has had.</summary>
    public static string NewName() => Guid.CreateVersion7().ToString("n");

    /// <exception cref="DamagedIndexException">A file is missing, or not what was written as far as headers tell; see <see cref="Segment.Verify"/>.</exception>
    public Segment Open(string name, bool vectors)
    {
        try
        {
            return new Segment(
                name, SegmentDocuments.Read(MappedFile.Open(PathOf(name, Documents)).Memory, PathOf(name, Documents)), Words(name, ChunkWords), Words(name, DocumentWords),
                vectors ? VectorPart.Open(PathOf(name, Vectors)) : null).Fitting();
        }
        catch (IOException missing)
        {
            throw new DamagedIndexException(PathOf(name, Documents), "a file of its segment cannot be read.", missing);
        }
    }

    /// <summary>The table of a segment whose other parts are damaged: by it one knows what to read from the catalog again.</summary>
    /// <returns>Null when it is damaged as well.</returns>
    public SegmentDocuments? TryReadDocuments(string name)
    {
        try
        {
            return SegmentDocuments.Read(MappedFile.Open(PathOf(name, Documents)).Memory, PathOf(name, Documents));
        }
        catch (Exception damaged) when (damaged is IOException or DamagedIndexException)
        {
            return null;
        }
    }

    public FileStream Create(string name, string ending)
    {
        writing();
        Directory.CreateDirectory(folder);
        return new FileStream(PathOf(name, ending), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
    }

    /// <summary>Has the disk hold the files before a manifest names them.</summary>
    public void Flush(string name)
    {
        foreach (var ending in Endings.Where(e => File.Exists(PathOf(name, e))))
        {
            using var file = new FileStream(PathOf(name, ending), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Deletes what no manifest names: replaced segments, and what a killed process left half written.</summary>
    public void DropOthers(IReadOnlySet<string> names)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => Endings.Contains(Path.GetExtension(f)) && !names.Contains(Path.GetFileNameWithoutExtension(f))))
        {
            writing();
            try
            {
                File.Delete(file);
            }
            catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
            {
                // Still mapped by a search, on a system that minds; the next cleaning takes it.
            }
        }
    }

    /// <summary>Deletes whatever else lies in the index's folder: other generations, and files of an earlier layout.</summary>
    public static void DropAllBut(IReadOnlySet<string> folders, string root)
    {
        if (!Directory.Exists(root)) return;
        foreach (var other in Directory.EnumerateFileSystemEntries(root).Where(entry => !folders.Contains(entry)))
        {
            try
            {
                if (Directory.Exists(other)) Directory.Delete(other, recursive: true);
                else File.Delete(other);
            }
            catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
            {
                // As in DropOthers.
            }
        }
    }

    private KeywordPart Words(string name, string ending) => KeywordPart.Open(MappedFile.Open(PathOf(name, ending)).Memory, PathOf(name, ending));

    private string PathOf(string name, string ending) => Path.Combine(folder, name + ending);
}

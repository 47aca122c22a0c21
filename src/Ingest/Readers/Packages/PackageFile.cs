using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Packages;

/// <summary>A ZIP archive whose parts are XML, as Office Open XML and OpenDocument files are. Parts are read forward, within the limits.</summary>
internal sealed class PackageFile : IDisposable
{
    private const int LongestTitle = 300;

    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="DocumentReadException">The archive is damaged or passes a limit.</exception>
    public PackageFile(string path, ReaderOptions options)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            _zip = ZipLimits.Open(_file);
            ZipLimits.CheckSizes(_zip, options);
            foreach (var entry in _zip.Entries) _parts.TryAdd(entry.FullName.TrimStart('/').Replace('\\', '/'), entry);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a part; null when there is none of that name.</summary>
    public Stream? Open(string part) => _parts.GetValueOrDefault(part)?.Open();

    /// <summary>Begins reading a part, standing on its root element; null when there is none of that name.</summary>
    public XmlReader? Read(string part) => Open(part) is { } stream ? SafeXml.Open(stream) : null;

    /// <summary>A small part as a whole; null when there is none of that name.</summary>
    public XElement? Load(string part)
    {
        using var reader = Read(part);
        return reader is null ? null : SafeXml.Load(reader);
    }

    /// <summary>The text of the first element of that name in a part, white space folded; null when there is none.</summary>
    public string? Title(string part)
    {
        using var reader = Read(part);
        while (reader is not null && reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "title" }) continue;
            var title = string.Join(' ', SafeXml.Load(reader).Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return title.Length is > 0 and <= LongestTitle ? title : null;
        }

        return null;
    }

    public static DocumentReadException Incomplete(string program) => new(
        DocumentState.Damaged, $"The file is damaged: its main part is missing. Open it in {program}, save it again and add that copy.");

    public void Dispose()
    {
        _zip.Dispose();
        _file.Dispose();
    }
}

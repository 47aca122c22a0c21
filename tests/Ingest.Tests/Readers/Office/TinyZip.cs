using System.IO.Compression;
using System.Text;

namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>Makes archives of named parts.</summary>
internal static class TinyZip
{
    public static byte[] Create(params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    /// <summary>An archive with more parts.</summary>
    public static byte[] With(byte[] archive, params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        stream.Write(archive);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    /// <summary>A part that lists relationships: id, last word of the type, target.</summary>
    public static (string Name, string Content) Relationships(string name, params (string Id, string Type, string Target)[] list) => (name,
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" +
        string.Concat(list.Select(r => $"<Relationship Id='{r.Id}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{r.Type}' Target='{r.Target}'/>")) +
        "</Relationships>");

    public static (string Name, string Content) ContentTypes(string mainPart, string type) => ("[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>" +
        $"<Override PartName='/{mainPart}' ContentType='application/vnd.openxmlformats-officedocument.{type}+xml'/></Types>");

    public static (string Name, string Content) Title(string title) => ("docProps/core.xml",
        "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' " +
        $"xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{title}</dc:title></cp:coreProperties>");
}

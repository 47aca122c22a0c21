using System.Xml;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>What OpenDocument files share (ODF 1.3): one part with the content, its styles before its body.</summary>
internal static class OdfPackage
{
    private const string Content = "content.xml";

    /// <exception cref="DocumentReadException">The file is damaged, encrypted, or passes a limit.</exception>
    public static PackageFile Open(string path, ReaderOptions options)
    {
        var package = new PackageFile(path, options);
        try
        {
            if (IsEncrypted(package))
                throw new DocumentReadException(DocumentState.Password, "The file is protected with a password. Save a copy without the password and add that.");
            return package;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>Begins reading the content and moves to the named body.</summary>
    /// <param name="body">"text", "spreadsheet" or "presentation".</param>
    /// <param name="styles">Gets the styles of the file on the way.</param>
    /// <exception cref="DocumentReadException">The file holds no such body.</exception>
    public static XmlReader OpenBody(PackageFile package, string body, OdfStyles styles)
    {
        var reader = package.Read(Content) ?? throw PackageFile.Incomplete("LibreOffice");
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "automatic-styles") styles.Add(SafeXml.Load(reader));
                else if (reader.LocalName == body && reader.Depth == 2) return reader;
            }
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        reader.Dispose();
        throw PackageFile.Incomplete("LibreOffice");
    }

    /// <summary>The document's title from its properties.</summary>
    public static string? Title(PackageFile package) => package.Title("meta.xml");

    private static bool IsEncrypted(PackageFile package)
    {
        using var reader = package.Read("META-INF/manifest.xml");
        while (reader is not null && reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" }) return true;
        }

        return false;
    }
}

using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Epub;

/// <summary>The package document of an e-book (EPUB 3.3, section 5; also EPUB 2): its title and its chapters in reading order.</summary>
/// <param name="Title">Null when the book names none.</param>
/// <param name="Chapters">Paths in the archive.</param>
internal sealed record EpubPackage(string? Title, IReadOnlyList<string> Chapters)
{
    // Scrambled fonts are no protection of the text (EPUB 3.3, 4.2.6; Adobe's older way).
    private static readonly string[] FontObfuscation = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

    /// <exception cref="DocumentReadException">The book is protected, or its list of chapters is missing.</exception>
    public static EpubPackage Load(PackageFile file)
    {
        RefuseProtected(file);
        var path = Elements(file.Load("META-INF/container.xml"), "rootfile").Select(r => r.Attribute("full-path")?.Value).FirstOrDefault(p => p is not null)
            ?? throw PackageFile.Incomplete("a program for e-books");
        var package = file.Load(path) ?? throw PackageFile.Incomplete("a program for e-books");
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var items = Elements(package, "item").Where(i => i.Attribute("id") is not null && i.Attribute("href") is not null)
            .GroupBy(i => i.Attribute("id")!.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var chapters = Elements(package, "itemref").Select(r => r.Attribute("idref")?.Value)
            .Where(id => id is not null && items.ContainsKey(id)).Select(id => items[id!]).Where(IsText).Select(i => Resolve(folder, i.Attribute("href")!.Value));
        var title = Elements(package, "title").Select(t => TextCleaning.OneLine(t.Value, 300)).FirstOrDefault(t => t.Length > 0);
        return new EpubPackage(title, [.. chapters.Distinct(StringComparer.Ordinal)]);
    }

    private static void RefuseProtected(PackageFile file)
    {
        var methods = Elements(file.Load("META-INF/encryption.xml"), "EncryptionMethod").Select(m => m.Attribute("Algorithm")?.Value);
        if (methods.Any(m => !FontObfuscation.Contains(m, StringComparer.Ordinal)))
            throw new DocumentReadException(DocumentState.Password, "The e-book is protected against copying (DRM). Add a copy without protection.");
    }

    // The table of contents says nothing that its chapters do not say.
    private static bool IsText(XElement item) =>
        (item.Attribute("media-type")?.Value ?? "") is "application/xhtml+xml" or "text/html" or "text/x-oeb1-document" &&
        item.Attribute("properties")?.Value.Split(' ').Contains("nav", StringComparer.Ordinal) != true;

    private static string Resolve(string folder, string href)
    {
        var steps = new List<string>();
        foreach (var step in (folder + Uri.UnescapeDataString(href.Split('#')[0])).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or "..")) steps.Add(step);
        }

        return string.Join('/', steps);
    }

    private static IEnumerable<XElement> Elements(XElement? root, string name) => root?.DescendantsAndSelf().Where(e => e.Name.LocalName == name) ?? [];
}

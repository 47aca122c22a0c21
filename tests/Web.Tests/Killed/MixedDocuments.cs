using System.IO.Compression;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests.Killed;

/// <summary>A folder of documents of several formats: most small, some big, some that cannot be read.</summary>
internal static class MixedDocuments
{
    /// <param name="count">At least 30, so that every kind is there.</param>
    public static void Write(TempFolder folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var name = $"{(char)('a' + i % 7)}/document-{i:000}";
            switch (i % 10)
            {
                case 0 or 1 or 2 or 3: folder.Write(name + ".md", Markdown(i, sections: i % 50 == 0 ? 400 : 3 + i % 9)); break;
                case 4 or 5: folder.Write(name + ".txt", Text(i, paragraphs: i % 50 == 5 ? 600 : 2 + i % 7)); break;
                case 6 or 7: folder.Write(name + ".html", Html(i, i % 60 == 6 ? 300 : 4)); break;
                case 8: File.WriteAllBytes(folder.File(name + ".docx"), i % 30 == 8 ? Cut(Docx(i)) : Docx(i)); break;
                default: File.WriteAllBytes(folder.File(name + ".pdf"), i % 30 == 9 ? "%PDF-1.7\nno rest"u8.ToArray() : Pdf(i)); break;
            }
        }
    }

    private static string Sentence(int document, int part) =>
        $"Rule {document}.{part} says that item {document * 7 + part} is kept for {part % 11 + 1} years in archive {(char)('A' + part % 26)}. ";

    private static string Paragraph(int document, int part) => string.Concat(Enumerable.Range(part * 6, 6).Select(p => Sentence(document, p))).TrimEnd();

    private static string Text(int document, int paragraphs) =>
        string.Join("\n\n", Enumerable.Range(0, paragraphs).Select(p => Paragraph(document, p)));

    private static string Markdown(int document, int sections) =>
        $"# Handbook {document}\n\n" + string.Join("\n\n", Enumerable.Range(0, sections).Select(s => $"## Section {s}\n\n{Paragraph(document, s)}"));

    private static string Html(int document, int sections) => $"<html><head><title>Page {document}</title></head><body>"
        + string.Concat(Enumerable.Range(0, sections).Select(s => $"<h2>Part {s}</h2><p>{Paragraph(document, s)}</p>")) + "</body></html>";

    private static byte[] Pdf(int document) => TinyPdf.Create(
        $"Filing {document}",
        [.. Enumerable.Range(0, 3).Select(page => (string[])["# Page " + page, .. Enumerable.Range(0, 20).Select(line => Sentence(document, page * 20 + line).TrimEnd())])]);

    private static byte[] Docx(int document)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Add("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            var paragraphs = string.Concat(Enumerable.Range(0, 12).Select(p => $"<w:p><w:r><w:t>{Paragraph(document, p)}</w:t></w:r></w:p>"));
            Add("word/document.xml", $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>""");

            void Add(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return file.ToArray();
    }

    private static byte[] Cut(byte[] file) => file[..(file.Length / 2)];
}

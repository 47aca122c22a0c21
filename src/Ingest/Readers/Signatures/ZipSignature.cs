using System.IO.Compression;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Signatures;

/// <summary>Tells what a ZIP archive is by the names of the parts in it.</summary>
internal static class ZipSignature
{
    public static string Detect(Stream file, string extension)
    {
        using var zip = ZipLimits.Open(file);
        if (zip.Entries.Count == 0) throw new DocumentReadException(DocumentState.Damaged, "The file is an empty archive: nothing is in it. Copy it again.");
        var isOffice = zip.GetEntry("[Content_Types].xml") is not null;
        if (isOffice && Holds(zip, "word/")) return FileSignature.Docx;
        if (isOffice && Holds(zip, "xl/")) throw NotYet("Excel workbooks (.xlsx)", "PDF or CSV");
        if (isOffice && Holds(zip, "ppt/")) throw NotYet("PowerPoint presentations (.pptx)", "PDF");
        if (zip.GetEntry("mimetype") is not null && Holds(zip, "META-INF/")) throw NotYet("OpenDocument files and e-books (.odt, .ods, .odp, .epub)", "DOCX or PDF");
        if (TextSignature.NamesBinaryFormat(extension)) throw FileSignature.Misnamed(extension, "a packed archive (ZIP)");
        throw new DocumentReadException(DocumentState.Unsupported, "The file is a packed archive (ZIP). Unpack it and add the documents inside.");
    }

    private static bool Holds(ZipArchive zip, string folder) => zip.Entries.Any(e => e.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase));

    private static DocumentReadException NotYet(string what, string better) =>
        new(DocumentState.Unsupported, $"{what} are not read yet by this version. Save the file as {better} and add that.");
}

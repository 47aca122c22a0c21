using System.IO.Compression;
using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Signatures;

/// <summary>
/// Tells what a ZIP archive is: Office files by the main part their content types name (ECMA-376 part 2), OpenDocument and EPUB by the
/// member "mimetype" (ODF 1.3 part 2, EPUB OCF 3.3), anything else is an archive of files.
/// </summary>
internal static class ZipSignature
{
    private const int LongestMediaType = 200;
    private const int LongestContentTypes = 1 << 20;

    private static readonly HashSet<string> Programs = new(StringComparer.Ordinal) { ".jar", ".war", ".apk", ".aab", ".ipa", ".whl", ".nupkg", ".vsix", ".xpi" };

    private static readonly (string MainPart, string Folder, string MediaType)[] Office =
    [
        ("wordprocessingml.document.main", "word/", FileSignature.Docx),
        ("wordprocessingml.template.main", "word/", FileSignature.Docx),
        ("ms-word.document.macroEnabled.main", "word/", FileSignature.Docx),
        ("ms-word.template.macroEnabledTemplate.main", "word/", FileSignature.Docx),
        ("spreadsheetml.sheet.main", "xl/", FileSignature.Xlsx),
        ("spreadsheetml.template.main", "xl/", FileSignature.Xlsx),
        ("ms-excel.sheet.macroEnabled.main", "xl/", FileSignature.Xlsx),
        ("ms-excel.template.macroEnabled.main", "xl/", FileSignature.Xlsx),
        ("presentationml.presentation.main", "ppt/", FileSignature.Pptx),
        ("presentationml.slideshow.main", "ppt/", FileSignature.Pptx),
        ("presentationml.template.main", "ppt/", FileSignature.Pptx),
        ("ms-powerpoint.presentation.macroEnabled.main", "ppt/", FileSignature.Pptx),
        ("ms-powerpoint.slideshow.macroEnabled.main", "ppt/", FileSignature.Pptx),
    ];

    public static string Detect(Stream file, string extension)
    {
        using var zip = ZipLimits.Open(file);
        if (zip.Entries.Count == 0) throw new DocumentReadException(DocumentState.Damaged, "The file is an empty archive: nothing is in it. Copy it again.");
        if (zip.GetEntry("[Content_Types].xml") is { } contentTypes && OfficeFormat(zip, contentTypes) is { } office) return office;
        if (zip.GetEntry("mimetype") is { } mediaType && Declared(Begin(mediaType, LongestMediaType).Trim()) is { } declared) return declared;
        if (zip.GetEntry("META-INF/container.xml") is not null && zip.Entries.Any(e => e.FullName.EndsWith(".opf", StringComparison.OrdinalIgnoreCase)))
            return FileSignature.Epub;
        if (TextSignature.NamesBinaryFormat(extension)) throw FileSignature.Misnamed(extension, "a packed archive (ZIP)");
        if (Programs.Contains(extension)) throw Unsupported("The file is a packed program, not a document.");
        return FileSignature.Zip;
    }

    private static string? OfficeFormat(ZipArchive zip, ZipArchiveEntry contentTypes)
    {
        var declared = Begin(contentTypes, LongestContentTypes);
        if (declared.Contains("ms-excel.sheet.binary.macroEnabled.main", StringComparison.OrdinalIgnoreCase))
            throw Unsupported("Binary Excel workbooks (.xlsb) are not read. Save the file as .xlsx and add that.");
        foreach (var (mainPart, _, mediaType) in Office)
        {
            if (declared.Contains(mainPart + "+xml", StringComparison.OrdinalIgnoreCase)) return mediaType;
        }

        // Some programs leave the main part's type out; the folder it must lie in is the next best sign.
        foreach (var (_, folder, mediaType) in Office)
        {
            if (zip.Entries.Any(e => e.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase))) return mediaType;
        }

        return null;
    }

    private static string? Declared(string mediaType)
    {
        if (mediaType.StartsWith(FileSignature.Epub, StringComparison.OrdinalIgnoreCase)) return FileSignature.Epub;
        if (mediaType.StartsWith(FileSignature.Odt, StringComparison.OrdinalIgnoreCase)) return FileSignature.Odt;
        if (mediaType.StartsWith(FileSignature.Ods, StringComparison.OrdinalIgnoreCase)) return FileSignature.Ods;
        if (mediaType.StartsWith(FileSignature.Odp, StringComparison.OrdinalIgnoreCase)) return FileSignature.Odp;
        return mediaType.StartsWith("application/vnd.oasis.opendocument.", StringComparison.OrdinalIgnoreCase)
            ? throw Unsupported("OpenDocument drawings, formulas and charts are not read. Save the file as PDF and add that.")
            : null;
    }

    /// <summary>The first characters of a part; empty when it cannot be unpacked.</summary>
    private static string Begin(ZipArchiveEntry part, int length)
    {
        try
        {
            using var stream = part.Open();
            var buffer = new byte[length];
            var read = stream.ReadAtLeast(buffer, length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(buffer.AsSpan(0, read)).TrimStart('\ufeff');
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            return "";
        }
    }

    private static DocumentReadException Unsupported(string reason) => new(DocumentState.Unsupported, reason);
}

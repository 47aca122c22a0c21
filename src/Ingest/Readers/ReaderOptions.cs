using System.ComponentModel.DataAnnotations;

namespace RagDocs.Ingest.Readers;

/// <summary>Limits for reading untrusted files. A file that passes one is refused with the number named.</summary>
public sealed class ReaderOptions
{
    /// <summary>Characters of text in one document. Default 50 million, about 25,000 pages.</summary>
    [Range(1_000, 500_000_000)]
    public int MaxCharacters { get; set; } = 50_000_000;

    /// <summary>Where blocks lie that are too many for memory; null for the system's folder for temporary files. Set by the service.</summary>
    public string? SpillFolder { get; set; }

    /// <summary>Size of a text, Markdown, CSV, JSON or mail file, in MB. Default 200.</summary>
    [Range(1, 1_000)]
    public int MaxTextMegabytes { get; set; } = 200;

    /// <summary>Size of an HTML file, in MB. Default 16: a page is held in memory as a whole and takes ten to forty times its size there.</summary>
    [Range(1, 1_000)]
    public int MaxHtmlMegabytes { get; set; } = 16;

    /// <summary>Unpacked size of all parts of an Office file, in MB. Default 1,024.</summary>
    [Range(1, 16_384)]
    public int MaxUnpackedMegabytes { get; set; } = 1_024;

    /// <summary>Unpacked size by packed size of one part of an Office file that unpacks to 10 MB or more. Default 200.</summary>
    [Range(10, 10_000)]
    public int MaxCompressionRatio { get; set; } = 200;

    /// <summary>Cells with something in them that are read of one sheet; the rest is left out with a warning. Default 20 million.</summary>
    [Range(1_000, 1_000_000_000)]
    public int MaxSheetCells { get; set; } = 20_000_000;

    /// <summary>Parts in one Office file. Default 20,000.</summary>
    [Range(10, 1_000_000)]
    public int MaxParts { get; set; } = 20_000;

    /// <summary>Time for turning one old Office file (.doc, .xls, .ppt) into a new one, in seconds. Default 120.</summary>
    [Range(1, 7_200)]
    public int OfficeSeconds { get; set; } = 120;

    /// <summary>Address space of LibreOffice, in MB. Default 1,536; it commonly needs 900 of it and 250 MB of memory.</summary>
    [Range(256, 16_384)]
    public int OfficeMemoryMegabytes { get; set; } = 1_536;

    /// <summary>Size of each file that LibreOffice may write, in MB. Default 512.</summary>
    [Range(1, 16_384)]
    public int OfficeFileMegabytes { get; set; } = 512;

    /// <summary>Time for reading one PDF, in seconds. Default 600.</summary>
    [Range(1, 7_200)]
    public int PdfSeconds { get; set; } = 600;

    /// <summary>
    /// Processor time one PDF may take without giving anything, in seconds. Default 4, in which 150 MB of a page's drawing instructions are gone
    /// through; a page without text gives its size, so a long scan is not silent.
    /// </summary>
    [Range(1, 600)]
    public int PdfSilentSeconds { get; set; } = 4;

    /// <summary>Pages that are read of one PDF; the rest is left out with a warning. Default 100,000, which take some 5 s when each has one word.</summary>
    [Range(1, 10_000_000)]
    public int MaxPdfPages { get; set; } = 100_000;

    /// <summary>Address space of the PDF program, in MB. Default 512; it commonly needs 200.</summary>
    [Range(64, 16_384)]
    public int PdfMemoryMegabytes { get; set; } = 512;

    /// <summary>Output of the PDF program, in MB; a page of text gives about 70 KB. Default 4,096.</summary>
    [Range(1, 65_536)]
    public int PdfOutputMegabytes { get; set; } = 4_096;

    /// <summary>Error messages of the PDF program, in MB. Default 16.</summary>
    [Range(1, 1_024)]
    public int PdfErrorMegabytes { get; set; } = 16;

    /// <summary>Recognise the text of pages that are pictures, with tesseract where it is installed. Default true.</summary>
    public bool Ocr { get; set; } = true;

    /// <summary>Languages of scans where a collection names none, as tesseract calls them, joined by "+". Default "eng".</summary>
    [Required, RegularExpression(@"[A-Za-z0-9_/-]+(\+[A-Za-z0-9_/-]+)*")]
    public string OcrLanguages { get; set; } = "eng";

    /// <summary>Pages of one document recognised at the same time; a page takes about 1 s of one core. Default 2.</summary>
    [Range(1, 64)]
    public int OcrPagesAtOnce { get; set; } = 2;

    /// <summary>Time for drawing and for recognising one page, in seconds. Default 120.</summary>
    [Range(1, 3_600)]
    public int OcrPageSeconds { get; set; } = 120;

    /// <summary>Address space of the recognition program, in MB. Default 512.</summary>
    [Range(128, 16_384)]
    public int OcrMemoryMegabytes { get; set; } = 512;

    /// <summary>Resolution pages are drawn at for recognition, in dots per inch; large pages are drawn coarser. Default 300.</summary>
    [Range(72, 600)]
    public int OcrDotsPerInch { get; set; } = 300;

    /// <summary>Largest picture of a page, in millions of pixels. Default 20, an A3 page at 300 dots per inch.</summary>
    [Range(1, 100)]
    public int OcrMegapixels { get; set; } = 20;

    /// <summary>Largest picture file, in millions of pixels as its header claims them. Default 100, an A3 page at 600 dots per inch and more.</summary>
    [Range(1, 1_000)]
    public int MaxPictureMegapixels { get; set; } = 100;

    /// <summary>Pages of one TIFF; the rest is left out with a warning. Default 2,000.</summary>
    [Range(1, 100_000)]
    public int MaxPicturePages { get; set; } = 2_000;

    /// <summary>Pages recognised with a mean confidence below this are reported, 0 to 1. Default 0.7.</summary>
    [Range(0.0, 1.0)]
    public double OcrLowConfidence { get; set; } = 0.7;
}

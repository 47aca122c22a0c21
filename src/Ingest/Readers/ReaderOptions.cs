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

    /// <summary>Size of a text, Markdown or HTML file, in MB. Default 200.</summary>
    [Range(1, 1_000)]
    public int MaxTextMegabytes { get; set; } = 200;

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

    /// <summary>Time for reading one PDF, in seconds. Default 600.</summary>
    [Range(1, 7_200)]
    public int PdfSeconds { get; set; } = 600;

    /// <summary>Time one PDF may take without giving any text, in seconds. Default 20.</summary>
    [Range(1, 600)]
    public int PdfSilentSeconds { get; set; } = 20;

    /// <summary>Address space of the PDF program, in MB. Default 1,024; it commonly needs 200.</summary>
    [Range(64, 16_384)]
    public int PdfMemoryMegabytes { get; set; } = 1_024;

    /// <summary>Output of the PDF program, in MB; a page of text gives about 70 KB. Default 4,096.</summary>
    [Range(1, 65_536)]
    public int PdfOutputMegabytes { get; set; } = 4_096;

    /// <summary>Error messages of the PDF program, in MB. Default 16.</summary>
    [Range(1, 1_024)]
    public int PdfErrorMegabytes { get; set; } = 16;
}

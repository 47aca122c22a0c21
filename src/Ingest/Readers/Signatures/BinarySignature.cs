namespace RagDocs.Ingest.Readers.Signatures;

/// <summary>First bytes of binary formats.</summary>
internal static class BinarySignature
{
    // Poppler, as Acrobat, takes files whose header stands anywhere in the first 1,024 bytes.
    private const int PdfHeaderWithin = 1024;

    private const string Picture = "The file is a picture of a kind that is not read. Save it as PNG, JPEG, TIFF or PDF and add that.";
    private const string Archive = "The file is a packed archive. Unpack it and add the documents inside.";
    private const string Media = "The file holds sound or video, which is not read.";
    private const string Executable = "The file is a program, not a document.";

    private static readonly (byte[] Bytes, string MediaType)[] Pictures =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], FileSignature.Png),
        ([0xFF, 0xD8, 0xFF], FileSignature.Jpeg),
        ([.. "GIF8"u8], FileSignature.Gif),
        ([.. "II*\0"u8], FileSignature.Tiff),
        ([.. "MM\0*"u8], FileSignature.Tiff),
    ];

    private static readonly (byte[] Bytes, string Reason)[] Known =
    [
        ([.. "8BPS"u8], Picture),
        ([.. "II+\0"u8], Picture),
        ([.. "MM\0+"u8], Picture),
        ([0x1F, 0x8B], Archive),
        ([.. "7z\xBC\xAF"u8[..2], 0xBC, 0xAF], Archive),
        ([.. "Rar!"u8], Archive),
        ([.. "BZh"u8], Archive),
        ([0xFD, .. "7zXZ"u8], Archive),
        ([.. "ID3"u8], Media),
        ([.. "OggS"u8], Media),
        ([.. "\x7f"u8, .. "ELF"u8], Executable),
        ([.. "MZ\x90\0"u8[..2], 0x90, 0], Executable),
        ([.. "%!PS"u8], "PostScript is not read. Print the file to PDF and add that."),
        ([.. "SQLite format 3\0"u8], "The file is a database, not a document."),
    ];

    public static bool IsPdf(ReadOnlySpan<byte> sample) => sample[..Math.Min(sample.Length, PdfHeaderWithin)].IndexOf("%PDF-"u8) >= 0;

    public static bool IsOle(ReadOnlySpan<byte> sample) => sample.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    public static bool IsRtf(ReadOnlySpan<byte> sample) => sample.StartsWith("{\\rtf"u8);

    public static bool IsZip(ReadOnlySpan<byte> sample) => sample.StartsWith("PK\x3\x4"u8) || sample.StartsWith("PK\x5\x6"u8) || sample.StartsWith("PK\x7\x8"u8);

    /// <summary>The media type of a picture that can be read; null for everything else.</summary>
    public static string? PictureType(ReadOnlySpan<byte> sample)
    {
        foreach (var (bytes, mediaType) in Pictures)
        {
            if (sample.StartsWith(bytes)) return mediaType;
        }

        if (sample.Length < 30) return null;
        if (sample.StartsWith("RIFF"u8) && sample[8..15].SequenceEqual("WEBPVP8"u8)) return FileSignature.Webp;
        // Two letters prove little; behind them stand four empty bytes and the length of one of the known headers.
        var isBitmap = sample.StartsWith("BM"u8) && sample[6..10].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0]) && sample[14] is (12 or 40 or 52 or 56 or 64 or 108 or 124) && sample[15] == 0;
        return isBitmap ? FileSignature.Bmp : null;
    }

    /// <summary>Why a file that begins like this is not read; null when nothing is known against it.</summary>
    public static string? Explain(ReadOnlySpan<byte> sample)
    {
        foreach (var (bytes, reason) in Known)
        {
            if (sample.StartsWith(bytes)) return reason;
        }

        if (sample.Length < 12) return null;
        if (sample.StartsWith("RIFF"u8)) return sample[8..12].SequenceEqual("WEBP"u8) ? Picture : Media;
        if (!sample[4..8].SequenceEqual("ftyp"u8)) return null;
        return sample[8..12].SequenceEqual("heic"u8) || sample[8..12].SequenceEqual("mif1"u8) || sample[8..12].SequenceEqual("avif"u8) ? Picture : Media;
    }
}

namespace RagDocs.Ingest.Readers.Signatures;

/// <summary>Tells text from binary data, and the formats made of text from each other.</summary>
internal static class TextSignature
{
    private static readonly HashSet<string> BinaryExtensions = new(StringComparer.Ordinal)
    {
        ".pdf", ".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".pptm", ".doc", ".xls", ".ppt", ".odt", ".ods", ".odp", ".epub",
        ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp",
    };

    private static readonly HashSet<string> TextExtensions = new(StringComparer.Ordinal)
    {
        ".txt", ".text", ".tsv", ".tab", ".jsonl", ".ndjson", ".geojson", ".eml", ".mht", ".mhtml", ".md", ".markdown", ".html", ".htm", ".xhtml", ".csv", ".json", ".xml", ".log", ".yaml", ".yml", ".ini", ".rst", ".adoc",
    };

    /// <summary>The extension of a format that is never plain text.</summary>
    public static bool NamesBinaryFormat(string extension) => BinaryExtensions.Contains(extension);

    /// <summary>The media type; null when the sample is no text.</summary>
    public static string? Detect(ReadOnlySpan<byte> sample, string extension)
    {
        if (!IsText(sample, extension)) return null;
        var start = TextDecoding.Decode(sample[..Math.Min(sample.Length, 4096)]).AsSpan().TrimStart();
        if (IsHtml(start)) return FileSignature.Html;
        return extension switch
        {
            ".html" or ".htm" or ".xhtml" => FileSignature.Html,
            ".md" or ".markdown" or ".mdown" or ".mkd" => FileSignature.Markdown,
            ".csv" or ".tsv" or ".tab" => FileSignature.Csv,
            ".json" or ".jsonl" or ".ndjson" or ".geojson" => FileSignature.Json,
            ".eml" or ".mht" or ".mhtml" => FileSignature.Mail,
            _ when !TextExtensions.Contains(extension) && MailSignature.IsMail(start) => FileSignature.Mail,
            _ => FileSignature.PlainText,
        };
    }

    private static bool IsText(ReadOnlySpan<byte> sample, string extension)
    {
        if (TextDecoding.WideEncoding(sample) is not null) return true;
        var nuls = sample.Count((byte)0);
        var others = 0;
        foreach (var b in sample)
        {
            if (b < 32 && b is not (0 or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B or 0x1A or 0x08)) others++;
        }

        // A text file with a gap of NUL bytes was damaged by a crash or a full disk: what is left of it is worth reading.
        if (others * 100 > sample.Length) return false;
        return nuls == 0 || TextExtensions.Contains(extension) && nuls < sample.Length;
    }

    private static bool IsHtml(ReadOnlySpan<char> start)
    {
        while (start.StartsWith("<!--", StringComparison.Ordinal) || start.StartsWith("<?xml", StringComparison.Ordinal))
        {
            var end = start[0..].IndexOf(start.StartsWith("<!--", StringComparison.Ordinal) ? "-->" : "?>", StringComparison.Ordinal);
            if (end < 0) return false;
            start = start[(start[end..].IndexOf('>') + end + 1)..].TrimStart();
        }

        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}

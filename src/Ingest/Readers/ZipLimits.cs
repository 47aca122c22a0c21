using System.IO.Compression;
using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Refuses archives that unpack to more than the options allow, before anything in them is unpacked or parsed.</summary>
internal static class ZipLimits
{
    private const long RatioCountsFrom = 10L * 1024 * 1024;

    /// <summary>Opens an archive's list of parts.</summary>
    /// <exception cref="DocumentReadException">The list is missing or broken.</exception>
    /// <param name="names">Encoding of names that are not marked as UTF-8; null for UTF-8.</param>
    public static ZipArchive Open(Stream file, Encoding? names = null, bool leaveOpen = true)
    {
        try
        {
            file.Position = 0;
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen, names);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException)
        {
            throw new DocumentReadException(
                DocumentState.Damaged, "The file is cut off or damaged: its list of parts cannot be read. Copy it again, or open it in its own program and save it anew.", e);
        }
    }

    /// <summary>Checks number, size and compression of the parts. The sizes are what the archive claims; readers bound what they unpack besides.</summary>
    /// <exception cref="DocumentReadException">A limit is passed.</exception>
    public static void Check(Stream file, ReaderOptions options)
    {
        using var zip = Open(file);
        CheckSizes(zip, options);
        foreach (var entry in zip.Entries.Where(e => IsXml(e.FullName))) CheckXml(entry);
        file.Position = 0;
    }

    /// <summary>Checks number, size and compression of the parts, for readers that check the XML while they read it.</summary>
    /// <exception cref="DocumentReadException">A limit is passed.</exception>
    public static void CheckSizes(ZipArchive zip, ReaderOptions options)
    {
        if (zip.Entries.Count > options.MaxParts) throw Refused($"it has {zip.Entries.Count:N0} parts, and {options.MaxParts:N0} are allowed");
        var limit = options.MaxUnpackedMegabytes * 1024L * 1024L;
        long total = 0;
        foreach (var entry in zip.Entries)
        {
            total += entry.Length;
            if (total > limit) throw Refused($"it unpacks to more than {options.MaxUnpackedMegabytes:N0} MB");
            if (entry.Length >= RatioCountsFrom && entry.Length / Math.Max(1, entry.CompressedLength) > options.MaxCompressionRatio)
                throw Refused($"a part of it unpacks to more than {options.MaxCompressionRatio:N0} times its size");
        }
    }

    private static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static void CheckXml(ZipArchiveEntry entry)
    {
        using var part = entry.Open();
        SafeXml.Check(part);
    }

    private static DocumentReadException Refused(string why) => new(
        DocumentState.Refused, $"The file was refused because {why}, as files made to overload a server do. If it is genuine, save it again as PDF and add that.");
}

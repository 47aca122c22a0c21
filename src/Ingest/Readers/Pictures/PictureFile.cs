using RagDocs.Ingest.Readers.Signatures;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>A file of pictures, known by its headers alone: sizes are checked before any program decodes a pixel.</summary>
/// <param name="Path">Full path.</param>
/// <param name="MediaType">As <see cref="FileSignature"/> names it.</param>
/// <param name="Pages">Its pictures, those left out that are too many or only small copies of others.</param>
/// <param name="Count">Of all its pictures.</param>
internal sealed record PictureFile(string Path, string MediaType, IReadOnlyList<PicturePage> Pages, int Count)
{
    private const int SampleBytes = 1024;

    // Decoded once as it is, once in grey, once in black and white, beside the program's own memory.
    private const int ShareOfMemory = 6;

    // Anything smaller is an icon, a line or the counter of a newsletter.
    private const int SmallestSide = 12;
    private const int FewestPixels = 2_000;

    /// <summary>The file holds pictures, by its first bytes.</summary>
    public static bool Is(string path)
    {
        using var file = Open(path);
        var sample = Sample(file);
        return !BinarySignature.IsPdf(sample) && BinarySignature.PictureType(sample) is not null;
    }

    /// <exception cref="DocumentReadException">A picture claims more pixels than the options allow, or so few that no text fits in.</exception>
    public static PictureFile Read(string path, ReaderOptions options)
    {
        using var file = Open(path);
        var sample = Sample(file);
        var mediaType = BinarySignature.PictureType(sample) ?? throw new InvalidDataException("Not a picture.");
        List<PicturePage> all = mediaType switch
        {
            FileSignature.Png => [PngHeader.Read(file).Page],
            FileSignature.Jpeg => [JpegHeader.Read(file).Page],
            FileSignature.Tiff => [.. TiffDirectory.Read(file, options.MaxPicturePages + 1).Where(d => !d.IsThumbnail).Select(d => d.Page)],
            FileSignature.Gif => [ScreenFormats.Gif(sample)],
            FileSignature.Bmp => [ScreenFormats.Bmp(sample)],
            _ => [ScreenFormats.Webp(sample)],
        };
        if (all.Count == 0 || all.Exists(p => p.Width < 1 || p.Height < 1)) throw new InvalidDataException("A picture without a size.");
        foreach (var page in all) Check(page, options);
        if (all.TrueForAll(p => Math.Min(p.Width, p.Height) < SmallestSide || p.Pixels < FewestPixels))
            throw new DocumentReadException(DocumentState.NoText, $"The picture is too small to hold text ({all[0].Width} × {all[0].Height} pixels).");
        return new PictureFile(path, mediaType, [.. all.Take(options.MaxPicturePages)], all.Count);
    }

    private static void Check(PicturePage page, ReaderOptions options)
    {
        var megabytes = page.Pixels * page.BytesPerPixel / 1e6;
        if (page.Pixels <= options.MaxPictureMegapixels * 1_000_000L && megabytes <= options.OcrMemoryMegabytes / ShareOfMemory) return;
        throw new DocumentReadException(
            DocumentState.Refused,
            FormattableString.Invariant($"The picture claims {page.Width:N0} × {page.Height:N0} pixels, more than can be read. Save it smaller, or as PDF, and add that."));
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static byte[] Sample(FileStream file)
    {
        var sample = new byte[SampleBytes];
        return sample[..file.ReadAtLeast(sample, SampleBytes, throwOnEndOfStream: false)];
    }
}

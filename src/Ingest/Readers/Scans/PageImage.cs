namespace RagDocs.Ingest.Readers.Scans;

/// <summary>A page drawn in shades of grey, as a PGM file ("P5", width, height, 255, then one byte a pixel).</summary>
/// <param name="Page">Number of the page, counted from 1.</param>
/// <param name="Width">Of the page, in points.</param>
/// <param name="Height">Of the page, in points.</param>
internal sealed record PageImage(int Page, float Width, float Height, int DotsPerInch, ReadOnlyMemory<byte> Bytes)
{
    private const byte Dark = 128;

    // Dust and the edges of a scanner's lid: a short word already has more.
    private const int MostSpecks = 20;
    private const int PixelsPerSpeck = 100_000;

    public float PointsPerPixel => 72f / DotsPerInch;

    /// <summary>Nothing is printed on it.</summary>
    public bool IsBlank
    {
        get
        {
            var pixels = Bytes.Span[HeaderLength(Bytes.Span)..];
            var dark = 0;
            foreach (var pixel in pixels)
            {
                if (pixel < Dark) dark++;
            }

            return dark < MostSpecks + (pixels.Length / PixelsPerSpeck);
        }
    }

    private static int HeaderLength(ReadOnlySpan<byte> pgm)
    {
        var (position, lines) = (0, 0);
        while (lines < 3 && position < pgm.Length)
        {
            if (pgm[position++] == (byte)'\n') lines++;
        }

        return position;
    }
}

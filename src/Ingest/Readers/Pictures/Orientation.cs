namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>Which way up a camera or scanner was held, as TIFF and Exif number it (TIFF 6.0, tag 274).</summary>
internal static class Orientation
{
    /// <summary>Degrees clockwise; mirrored pictures, which no device makes, count as those they mirror.</summary>
    public static int Turn(long number) => number switch
    {
        3 or 4 => 180,
        5 or 6 => 90,
        7 or 8 => 270,
        _ => 0,
    };
}

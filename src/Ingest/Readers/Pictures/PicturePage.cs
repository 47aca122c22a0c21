namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>One picture of a file, by what its header claims.</summary>
/// <param name="Index">Of the picture in its file, counted from 0.</param>
/// <param name="Width">In pixels, as stored.</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="BytesPerPixel">In memory, once it is decoded as a whole; 0 when it is drawn row by row.</param>
/// <param name="Resolution">In dots per inch as the file names it; 0 when it names none.</param>
/// <param name="Turn">Degrees clockwise that it is to be turned to stand upright.</param>
internal sealed record PicturePage(int Index, int Width, int Height, double BytesPerPixel, double Resolution = 0, int Turn = 0)
{
    // What cameras and screens name (72, 96) says nothing about paper. Then the short side is taken for that of an A4 page.
    private const double LowestCredible = 120;
    private const double HighestCredible = 1_200;
    private const double ShortSideInches = 8.27;

    public long Pixels => (long)Width * Height;

    /// <summary>Resolution its page is given.</summary>
    public int DotsPerInch => Resolution is >= LowestCredible and <= HighestCredible
        ? (int)Math.Round(Resolution)
        : (int)Math.Clamp(Math.Min(Width, Height) / ShortSideInches, 30, HighestCredible);

    /// <summary>As it is shown, in points.</summary>
    public float PageWidth => Points(IsOnItsSide ? Height : Width);

    /// <summary>As it is shown, in points.</summary>
    public float PageHeight => Points(IsOnItsSide ? Width : Height);

    private bool IsOnItsSide => Turn is 90 or 270;

    private float Points(int pixels) => pixels * 72f / DotsPerInch;
}

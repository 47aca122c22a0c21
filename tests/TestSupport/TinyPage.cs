namespace RagDocs.TestSupport;

/// <summary>A page of a <see cref="TinyPdf"/>: lines one below the other, texts at chosen places, and a picture that fills it.</summary>
public sealed record TinyPage(params string[] Lines)
{
    /// <summary>In points; A4 upright.</summary>
    public int Width { get; init; } = 595;

    /// <summary>In points.</summary>
    public int Height { get; init; } = 842;

    /// <summary>More entries of the page, for example "/Rotate 90".</summary>
    public string Entries { get; init; } = "";

    /// <summary>Texts with their left end and base line in points from the lower left corner.</summary>
    public IReadOnlyList<(int X, int Y, string Text)> Texts { get; init; } = [];

    public TinyPicture? Picture { get; init; }
}

/// <summary>A picture in shades of grey, one byte a pixel.</summary>
public sealed record TinyPicture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Turned a quarter clockwise.</summary>
    public TinyPicture Turned()
    {
        var turned = new byte[Pixels.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++) turned[(x * Height) + Height - 1 - y] = Pixels[(y * Width) + x];
        }

        return new TinyPicture(Height, Width, turned);
    }
}

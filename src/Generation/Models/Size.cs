using System.Globalization;

namespace RagDocs.Generation.Models;

/// <summary>Sizes as people read them.</summary>
public static class Size
{
    /// <summary>In decimal units, as file sizes are published: "4.37 GB", "36.7 MB".</summary>
    public static string Of(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, bytes) / 1e3:0.0} kB"),
    };
}

namespace RagDocs.Retrieval;

/// <summary>Names of places in a document that all parts share; the pages word them in the reader's language.</summary>
public static class PlaceName
{
    private static readonly string[] SlideFormats = [".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".ppt", ".pps", ".odp", ".otp"];

    /// <summary>The document's pages are slides, by its name.</summary>
    public static bool IsSlides(string path) => SlideFormats.Any(format => path.EndsWith(format, StringComparison.OrdinalIgnoreCase));

    /// <summary>"Budget!A2:F40", "slide 3" or "page 4", in English; null when the format has none of these.</summary>
    public static string? English(string path, int? page, string? cells) => cells ?? (page is { } number ? $"{(IsSlides(path) ? "slide" : "page")} {number}" : null);

    /// <summary>As above.</summary>
    public static string? English(Passage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        return English(passage.Path, passage.Place.Page, passage.Place.Cells);
    }
}

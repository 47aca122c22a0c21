namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Keeps titles that a person wrote and drops those that programs leave behind.</summary>
internal static class PdfTitle
{
    private static readonly string[] Leftovers =
        ["microsoft word", "microsoft powerpoint", "microsoft excel", "powerpoint presentation", "powerpoint-präsentation", "untitled", "unbenannt", "document", "slide 1", "title"];

    private static readonly string[] Extensions = [".doc", ".docx", ".pdf", ".indd", ".qxd", ".ppt", ".pptx", ".xls", ".xlsx", ".rtf", ".txt", ".tex", ".dvi", ".html", ".htm", ".fm", ".p65"];

    /// <summary>The title; null when it says nothing.</summary>
    public static string? Clean(string? title)
    {
        title = title?.Trim();
        if (string.IsNullOrEmpty(title) || title.Length > 300 || title.Count(char.IsLetter) < 3) return null;
        if (Leftovers.Any(l => title.StartsWith(l, StringComparison.OrdinalIgnoreCase) && (title.Length < l.Length + 4 || l.StartsWith("microsoft", StringComparison.Ordinal)))) return null;
        return Extensions.Any(e => title.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? null : title;
    }
}

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>The languages a document is recognised in.</summary>
/// <param name="Used">As tesseract takes them, joined by "+".</param>
/// <param name="Missing">Wanted, but not installed.</param>
/// <param name="CanTellOrientation">Pages that lie on their side can be told.</param>
internal sealed record OcrLanguages(string Used, IReadOnlyList<string> Missing, bool CanTellOrientation)
{
    private const string Orientation = "osd";
    private const string English = "eng";

    /// <summary>A language, and not the data that tells which way is up.</summary>
    public static bool IsLanguage(string name) => name != Orientation;

    /// <summary>The wanted ones that are installed, else English, else any; null when there is none at all.</summary>
    public static OcrLanguages? Choose(string wanted, IReadOnlySet<string> installed)
    {
        var names = wanted.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        // Only a name that tesseract itself has listed is ever passed on to it.
        var used = names.Where(installed.Contains).ToList();
        if (used.Count == 0 && installed.Where(IsLanguage).OrderBy(l => l != English).FirstOrDefault() is { } other) used.Add(other);
        if (used.Count == 0) return null;
        return new OcrLanguages(string.Join('+', used), names.Where(n => !installed.Contains(n)).ToList(), installed.Contains(Orientation));
    }

    /// <summary>What is missing and how to get it, in words for people; null when nothing is.</summary>
    public string? Warning => Missing.Count == 0
        ? null
        : $"Text was recognised as {Used}, because {string.Join(", ", Missing)} {(Missing.Count == 1 ? "is" : "are")} not installed. Install "
            + $"{string.Join(", ", Missing.Select(Package))}, then run the document again.";

    private static string Package(string language) => $"tesseract-ocr-{language.Replace('_', '-')}";
}

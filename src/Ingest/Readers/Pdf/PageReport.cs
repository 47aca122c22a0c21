namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Notes which pages gave no readable text, so that a scan inside a file is not passed over in silence.</summary>
internal sealed class PageReport
{
    private readonly List<int> _empty = [];
    private readonly List<int> _garbled = [];

    public int Count { get; private set; }

    /// <summary>Pages that hold characters, but without a meaning.</summary>
    public int Garbled => _garbled.Count;

    public void Add(PdfPage page)
    {
        Count++;
        if (page.IsGarbled) _garbled.Add(page.Number);
        else if (page.Words.Count == 0) _empty.Add(page.Number);
    }

    /// <summary>What could not be read, in words for people.</summary>
    public IReadOnlyList<string> Warnings(bool brokeOff)
    {
        var warnings = new List<string>();
        if (_empty.Count > 0) warnings.Add($"No readable text on {PageRanges.Describe(_empty)}.");
        if (_garbled.Count > 0) warnings.Add($"The characters on {PageRanges.Describe(_garbled)} have no meaning (the font has no Unicode map), so they were left out.");
        if (brokeOff) warnings.Add($"The file is damaged behind page {Count}: what follows could not be read.");
        return warnings;
    }
}

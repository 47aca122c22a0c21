using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Scans;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Notes which pages gave no readable text, so that a scan inside a file is not passed over in silence.</summary>
internal sealed class PageReport
{
    private readonly List<PageWithoutText> _withoutText = [];
    private readonly StampedPages _stamped = new();

    public int Count { get; private set; }

    public IReadOnlyList<PageWithoutText> WithoutText => _withoutText;

    public static bool IsWithoutText(PdfPage page) => page.Words.Count == 0 || page.IsGarbled;

    /// <summary>When all pages were added: finds scans among them that only bear a stamp.</summary>
    /// <param name="pdf">Full path.</param>
    public async Task FindStampedAsync(string pdf, ProcessLimits limits, CancellationToken cancellationToken)
    {
        _withoutText.AddRange(await _stamped.ConfirmAsync(pdf, limits, cancellationToken));
        _withoutText.Sort((a, b) => a.Number.CompareTo(b.Number));
    }

    public void Add(PdfPage page)
    {
        Count++;
        _stamped.Note(page);
        if (IsWithoutText(page)) _withoutText.Add(new PageWithoutText(page.Number, page.Width, page.Height, page.IsGarbled));
    }
}

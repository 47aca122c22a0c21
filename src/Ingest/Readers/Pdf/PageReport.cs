using RagDocs.Ingest.Readers.Scans;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Notes which pages gave no readable text, so that a scan inside a file is not passed over in silence.</summary>
internal sealed class PageReport
{
    private readonly List<PageWithoutText> _withoutText = [];

    public int Count { get; private set; }

    public IReadOnlyList<PageWithoutText> WithoutText => _withoutText;

    public static bool IsWithoutText(PdfPage page) => page.Words.Count == 0 || page.IsGarbled;

    public void Add(PdfPage page)
    {
        Count++;
        if (IsWithoutText(page)) _withoutText.Add(new PageWithoutText(page.Number, page.Width, page.Height, page.IsGarbled));
    }
}

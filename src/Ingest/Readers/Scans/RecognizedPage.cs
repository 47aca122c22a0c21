using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>What was recognised on a page.</summary>
/// <param name="Page">Its words; without any when nothing was recognised.</param>
/// <param name="Confidence">Mean over all characters, 0 to 1; null when nothing was recognised.</param>
/// <param name="IsBlank">Nothing is printed on it, so nothing is missing.</param>
internal sealed record RecognizedPage(PdfPage Page, double? Confidence, bool IsBlank)
{
    /// <summary>See <see cref="PageWithoutText.IsStamped"/>.</summary>
    public bool IsStamped { get; init; }
}

/// <summary>A page of a PDF that gives no text by itself.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Width">As it is shown, in points.</param>
/// <param name="Height">As it is shown, in points.</param>
/// <param name="IsGarbled">It holds characters, but without a meaning.</param>
internal sealed record PageWithoutText(int Number, float Width, float Height, bool IsGarbled)
{
    /// <summary>It has words, but only such as were stamped over a scan.</summary>
    public bool IsStamped { get; init; }
}

namespace RagDocs.Ingest.Readers;

/// <summary>What was read from a document.</summary>
/// <param name="Title">From the document's own properties, front matter or first heading; null when it names none.</param>
/// <param name="MediaType">For example "application/pdf".</param>
/// <param name="Pages">Number of pages of the file, readable or not; null for formats without pages.</param>
/// <param name="Blocks">In reading order. Of a large document they lie in a file: go through them, do not reach for one by its index.</param>
/// <param name="Warnings">What could not be read, in words for people; not empty means the document is readable in part.</param>
public sealed record DocumentText(
    string? Title,
    string MediaType,
    int? Pages,
    IReadOnlyList<Block> Blocks,
    IReadOnlyList<string> Warnings) : IDisposable
{
    /// <summary>Pages that could not be read well; the warnings say the same in words.</summary>
    public IReadOnlyList<PageTrouble> PageTroubles { get; init; } = [];

    /// <summary>Pages without text could be recognised; reading again with <see cref="SourceFile.Recognition"/> does that.</summary>
    public bool AwaitsRecognition { get; init; }

    /// <summary>Files inside it that become documents of their own.</summary>
    public IReadOnlyList<EmbeddedFile> Embedded { get; init; } = [];

    /// <summary>The day its properties or front matter name for its next review; null when they name none.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>Clears away the file that a large document's blocks lie in.</summary>
    public void Dispose() => (Blocks as IDisposable)?.Dispose();
}

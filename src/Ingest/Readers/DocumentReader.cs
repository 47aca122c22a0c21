using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads one family of formats into blocks. What holds for all formats is done here, once.</summary>
public abstract class DocumentReader
{
    /// <summary>Media types this reader takes, as <see cref="FileSignature"/> names them.</summary>
    public abstract IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Reads a file. Headings above, paragraph numbers and offsets are filled in; there is at least one block or embedded file, or pages wait for recognition.</summary>
    /// <param name="file">What to read.</param>
    /// <exception cref="DocumentReadException">The file cannot be read, with the reason for people.</exception>
    /// <exception cref="ReaderUnavailableException">A program that reading needs is not installed.</exception>
    public async Task<DocumentText> ReadAsync(SourceFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = await ReadOrExplainAsync(file, cancellationToken);
        if (read.Blocks.Count == 0 && read.Embedded.Count == 0 && !read.AwaitsRecognition) throw new DocumentReadException(DocumentState.NoText, "The file holds no text.");
        return read with { Blocks = BlockNumbering.Number(read.Blocks) };
    }

    /// <summary>The blocks in reading order; numbering is the base class's work.</summary>
    protected abstract Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken);

    private async Task<DocumentText> ReadOrExplainAsync(SourceFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadBlocksAsync(file, cancellationToken);
        }
        catch (Exception e) when (IsFaultOfTheDocument(e))
        {
            // Parsers meet untrusted bytes here: whatever they throw about them is an answer about this document, not a crash.
            throw new DocumentReadException(
                DocumentState.Damaged, "The file does not follow its format and cannot be read. Open it in its own program, save it again and add that copy.", e);
        }
    }

    // The stored bytes missing or the machine out of memory is our fault, not the document's.
    private static bool IsFaultOfTheDocument(Exception e) =>
        e is not (DocumentReadException or ReaderUnavailableException or OperationCanceledException or OutOfMemoryException or UnauthorizedAccessException) &&
        (e is not IOException || e is EndOfStreamException);
}

/// <summary>A file to be read: bytes on disk under a name that is only shown, never used as a path.</summary>
/// <param name="Path">Full path of the stored bytes, made by us.</param>
/// <param name="Name">File name as its source calls it.</param>
/// <param name="MediaType">As found by signature.</param>
public sealed record SourceFile(string Path, string Name, string MediaType)
{
    /// <summary>Recognise pages that are pictures now; null only says that there are some, which is quick.</summary>
    public Recognition? Recognition { get; init; }
}

/// <summary>The wish to have pages recognised that are pictures (OCR).</summary>
/// <param name="Languages">As tesseract names them, joined by "+"; empty for the server's default.</param>
public sealed record Recognition(string Languages);

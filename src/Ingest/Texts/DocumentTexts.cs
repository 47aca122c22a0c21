using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Texts;

/// <summary>The text of a stored file: as it was kept from an earlier reading, else read now and kept.</summary>
public sealed class DocumentTexts(Originals originals, DocumentReaders readers, StoredTexts stored)
{
    /// <summary>
    /// For a document that is indexed. A text that was readable in part is read again, as what was missing may be there now; one with
    /// files inside as well, as they are not kept with it.
    /// </summary>
    /// <inheritdoc cref="DocumentReaders.ReadAsync(string, string, Recognition?, CancellationToken)"/>
    public async Task<DocumentText> OfAsync(string hash, string fileName, Recognition? recognition, CancellationToken cancellationToken)
    {
        if (await stored.FindAsync(hash, fileName, cancellationToken) is { HasParts: false, Text: { Warnings.Count: 0 } kept }) return kept;
        var text = await readers.ReadAsync(originals.PathOf(hash), fileName, recognition, cancellationToken);
        await stored.KeepAsync(hash, fileName, text, cancellationToken);
        return text;
    }

    /// <summary>For a document that is indexed already: as it was kept, whatever was missing then.</summary>
    /// <inheritdoc cref="DocumentReaders.ReadAsync(string, string, Recognition?, CancellationToken)"/>
    public async Task<DocumentText> KeptAsync(string hash, string fileName, CancellationToken cancellationToken) =>
        (await stored.FindAsync(hash, fileName, cancellationToken))?.Text ?? await OfAsync(hash, fileName, new Recognition(""), cancellationToken);
}

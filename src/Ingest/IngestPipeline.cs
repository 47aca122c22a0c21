using Microsoft.Extensions.AI;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>
/// File to indexed chunks: read, chunk, embed, index. A document that cannot be read is a result, not the end of the run;
/// cancellation and faults of the service itself (disk full, tool missing) are thrown.
/// </summary>
public sealed class IngestPipeline(
    Originals originals,
    DocumentReaders readers,
    Chunker chunker,
    IEmbeddingGenerator<string, Embedding<float>> embedder,
    DocumentIndex index,
    IdenticalContent identical)
{
    /// <summary>Chunks embedded per call of the generator.</summary>
    private const int EmbeddingBatch = 256;

    /// <exception cref="LeaseLostException">Another worker has taken the document over; nothing was written.</exception>
    public async Task<IngestResult> RunAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        using var turn = await identical.WaitTurnAsync(document.ContentHash, cancellationToken);
        if (await identical.CopyAsync(document, cancellationToken) is { } copied) return copied;
        DocumentText text;
        try
        {
            text = await readers.ReadAsync(originals.PathOf(document.ContentHash), FileNameOf(document.Path), cancellationToken);
        }
        catch (DocumentReadException unreadable)
        {
            return new IngestResult(unreadable.State, unreadable.Message, null, 0, []);
        }

        var title = text.Title ?? TitleOf(document.Path);
        var drafts = chunker.Split(text);
        var vectors = await EmbedAsync(title, drafts, cancellationToken);
        var result = ResultOf(text, drafts.Count);
        await IndexAsync(document, title, text, drafts, vectors, result, cancellationToken);
        return result;
    }

    private async Task<List<float[]>> EmbedAsync(string title, IReadOnlyList<ChunkDraft> drafts, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(drafts.Count);
        foreach (var batch in drafts.Chunk(EmbeddingBatch))
        {
            var texts = batch.Select(draft => EmbeddingText.For(title, HeadingPathOf(draft), draft.Text));
            var embeddings = await embedder.GenerateAsync(texts, cancellationToken: cancellationToken);
            vectors.AddRange(embeddings.Select(e => e.Vector.ToArray()));
        }

        return vectors;
    }

    private Task<DocumentVersion> IndexAsync(
        LeasedDocument document, string title, DocumentText text, IReadOnlyList<ChunkDraft> drafts, List<float[]> vectors,
        IngestResult result, CancellationToken cancellationToken)
    {
        var version = new NewVersion(
            document.Id, document.Owner, document.ContentHash, text.MediaType, title, text.Pages, result.State, result.Reason);
        var chunks = drafts.Select((draft, i) => new NewChunk(
            draft.Text, HeadingPathOf(draft), draft.Place, draft.Words, vectors[i]));
        return index.ReplaceAsync(version, [.. chunks], cancellationToken);
    }

    private static IngestResult ResultOf(DocumentText text, int chunks) => text.Warnings.Count == 0
        ? new IngestResult(DocumentState.Indexed, null, text.Pages, chunks, [])
        : new IngestResult(DocumentState.Partial, string.Join(' ', text.Warnings), text.Pages, chunks, text.Warnings);

    private static string HeadingPathOf(ChunkDraft draft) => string.Join(" › ", draft.HeadingPath);

    private static string FileNameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    internal static string TitleOf(string path) => Path.GetFileNameWithoutExtension(FileNameOf(path)).Replace('_', ' ');
}

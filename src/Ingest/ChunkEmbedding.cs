using System.Runtime.CompilerServices;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>Text to chunks with vectors, batch by batch: what is not yet written is all that memory holds.</summary>
public sealed class ChunkEmbedding(Chunker chunker)
{
    /// <summary>Chunks embedded per call of the generator.</summary>
    private const int Batch = 256;

    /// <param name="model">Null when the index's model is not there any more: then the chunks have no vectors.</param>
    public async IAsyncEnumerable<IReadOnlyList<NewChunk>> EmbedAsync(
        EmbeddingModel? model, string title, DocumentText text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var drafts in chunker.Split(text.Blocks).Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await EmbedAsync(model, title, [.. drafts.Select(d => new NewChunk(d.Text, HeadingPathOf(d), d.Place, d.Words, []))], cancellationToken);
        }
    }

    /// <summary>The chunks with vectors.</summary>
    public static async Task<IReadOnlyList<NewChunk>> EmbedAsync(
        EmbeddingModel? model, string title, IReadOnlyList<NewChunk> chunks, CancellationToken cancellationToken)
    {
        if (model is null) return chunks;
        var texts = chunks.Select(c => EmbeddingText.For(title, c.HeadingPath, c.Text));
        var embeddings = await model.Generator.GenerateAsync(texts, cancellationToken: cancellationToken);
        return [.. chunks.Zip(embeddings, (chunk, embedding) => chunk with { Vector = embedding.Vector.ToArray() })];
    }

    private static string HeadingPathOf(ChunkDraft draft) => string.Join(EmbeddingText.HeadingSeparator, draft.HeadingPath);
}

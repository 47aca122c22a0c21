using System.Runtime.CompilerServices;
using System.Threading.Channels;
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

    /// <summary>Batches of a long document that are made while those before are written.</summary>
    private const int Ahead = 8;

    /// <param name="model">Null when the index's model is not there any more: then the chunks have no vectors.</param>
    public async IAsyncEnumerable<IReadOnlyList<NewChunk>> EmbedAsync(
        EmbeddingModel? model, string title, DocumentText text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var drafts = chunker.Split(text.Blocks).Chunk(Batch).GetEnumerator();
        if (await NextAsync(model, title, drafts, cancellationToken) is not { } first) yield break;
        yield return first;
        if (first.Count < Batch) yield break;

        var ready = Channel.CreateBounded<IReadOnlyList<NewChunk>>(Ahead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var making = Task.Run(() => MakeAsync(model, title, drafts, ready.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in ready.Reader.ReadAllAsync(cancellationToken)) yield return batch;
        }
        finally
        {
            // The blocks may lie in a file that is cleared away with the text: nothing reads them from here on.
            await stop.CancelAsync();
            await making;
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

    /// <summary>Never throws: what went wrong reaches the reader of the channel behind the last batch.</summary>
    private static async Task MakeAsync(
        EmbeddingModel? model, string title, IEnumerator<ChunkDraft[]> drafts, ChannelWriter<IReadOnlyList<NewChunk>> ready, CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(model, title, drafts, cancellationToken) is { } batch) await ready.WriteAsync(batch, cancellationToken);
            ready.Complete();
        }
        catch (Exception e)
        {
            ready.Complete(e);
        }
    }

    private static async Task<IReadOnlyList<NewChunk>?> NextAsync(
        EmbeddingModel? model, string title, IEnumerator<ChunkDraft[]> drafts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!drafts.MoveNext()) return null;
        return await EmbedAsync(model, title, [.. drafts.Current.Select(d => new NewChunk(d.Text, HeadingPathOf(d), d.Place, d.Words, []))], cancellationToken);
    }

    private static string HeadingPathOf(ChunkDraft draft) => string.Join(EmbeddingText.HeadingSeparator, draft.HeadingPath);
}

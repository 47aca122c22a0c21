using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>
/// Brings a collection to what the catalog says, for some documents or for all: both are read in order of id and compared, what is
/// missing or lies elsewhere is written, and only then what is left over is deleted. So a document is never without points while it is
/// exchanged, doing it twice changes nothing, and what a process left half done is finished by the next.
/// </summary>
/// <param name="begin">Called before the first change.</param>
internal sealed class QdrantReconciliation(
    CatalogChunks catalog, QdrantPoints points, QdrantLedger ledger, TermWeighting weighting, QdrantCollection collection,
    Func<CancellationToken, Task> begin)
{
    private const int DocumentsAtOnce = 256;

    private readonly List<long> _missing = [];
    private readonly List<long> _leftOver = [];
    private readonly Analyzer _analyzer = new();
    private long _document;
    private bool _begun;

    /// <param name="documents">Null: all, also those the catalog does not know any more.</param>
    public async Task RunAsync(IReadOnlyList<long>? documents, CancellationToken cancellationToken)
    {
        if (documents is null)
        {
            await CompareAsync(null, cancellationToken);
            return;
        }

        foreach (var some in documents.Chunk(DocumentsAtOnce)) await CompareAsync(some, cancellationToken);
    }

    private async Task CompareAsync(IReadOnlyList<long>? documents, CancellationToken cancellationToken)
    {
        await using var held = points.PlacesAsync(collection, documents, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var wanted = catalog.PlacesAsync(collection.Generation, documents, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (isHeld, isWanted) = (await held.MoveNextAsync(), await wanted.MoveNextAsync());
        while (isHeld || isWanted)
        {
            var (here, there) = (isHeld ? held.Current.ChunkId : long.MaxValue, isWanted ? wanted.Current.ChunkId : long.MaxValue);
            if (there < here || (there == here && held.Current != wanted.Current)) await AddMissingAsync(there, cancellationToken);
            if (here < there) _leftOver.Add(here);
            if (here <= there) isHeld = await held.MoveNextAsync();
            if (there <= here) isWanted = await wanted.MoveNextAsync();
        }

        await WriteMissingAsync(cancellationToken);
        await DeleteLeftOverAsync(cancellationToken);
    }

    private async Task AddMissingAsync(long chunkId, CancellationToken cancellationToken)
    {
        _missing.Add(chunkId);
        if (_missing.Count == QdrantPoints.AtOnce) await WriteMissingAsync(cancellationToken);
    }

    private async Task WriteMissingAsync(CancellationToken cancellationToken)
    {
        if (_missing.Count == 0) return;
        await BeginAsync(cancellationToken);
        // What is not there any more has changed meanwhile: its change line follows.
        var chunks = new List<(ChunkContent Chunk, SparseVector? Terms)>();
        foreach (var chunk in await catalog.ReadAsync(collection.Generation, _missing, cancellationToken))
        {
            await BeginDocumentAsync(chunk.Place.DocumentId, cancellationToken);
            chunks.Add((chunk, weighting.Of(_analyzer, chunk, collection.AverageLength)));
        }

        if (chunks.Count > 0) await points.UpsertAsync(collection, chunks, cancellationToken);
        _missing.Clear();
    }

    private async Task BeginDocumentAsync(long documentId, CancellationToken cancellationToken)
    {
        if (_document == documentId) return;
        var language = _analyzer.Begin(await catalog.BeginningAsync(collection.Generation, documentId, cancellationToken));
        await ledger.AddLanguageAsync(collection.Name, language, cancellationToken);
        _document = documentId;
    }

    private async Task DeleteLeftOverAsync(CancellationToken cancellationToken)
    {
        if (_leftOver.Count == 0) return;
        await BeginAsync(cancellationToken);
        await points.DeleteAsync(collection, _leftOver, cancellationToken);
        _leftOver.Clear();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (!_begun) await begin(cancellationToken);
        _begun = true;
    }
}

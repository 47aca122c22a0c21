using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>The index in Qdrant as one process has it.</summary>
internal sealed class QdrantProcess : IDisposable
{
    public QdrantProcess(
        IDbContextFactory<RagDocsDbContext> catalog, QdrantOptions options, RetrievalOptions? retrieval = null, TimeProvider? time = null,
        ILogger<QdrantChunkIndex>? log = null)
    {
        var (settings, clock) = (Options.Create(options), time ?? TimeProvider.System);
        Connection = new QdrantConnection(settings, clock);
        var chunks = new CatalogChunks(catalog);
        Collections = new QdrantCollections(Connection, chunks, settings, Options.Create(retrieval ?? new RetrievalOptions()));
        var ledger = new QdrantLedger(Connection, clock);
        Following = new QdrantFollowing(Collections, new QdrantPoints(Connection), ledger, chunks);
        Index = new QdrantChunkIndex(
            Following, Collections, new QdrantSearch(Connection, ledger, settings), chunks, settings, clock, log ?? NullLogger<QdrantChunkIndex>.Instance);
        Health = new QdrantHealth(Connection, Collections, settings);
    }

    public QdrantConnection Connection { get; }

    public QdrantCollections Collections { get; }

    public QdrantFollowing Following { get; }

    public QdrantChunkIndex Index { get; }

    public QdrantHealth Health { get; }

    public void Dispose()
    {
        Index.Dispose();
        Connection.Dispose();
    }
}

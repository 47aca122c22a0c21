using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Segments;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Segments;

/// <summary>A folder for the embedded index, and processes that come and go. Its limits are so small that a few chunks are written and merged.</summary>
internal sealed class EmbeddedHome : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Process> _running = [];

    public string Folder => _folder.Path;

    /// <summary>Of all generations.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>A process that has just started, beside those that run.</summary>
    public Process Open(TestCatalog catalog)
    {
        var process = new Process(catalog, Folder);
        _running.Add(process);
        return process;
    }

    public void EndAll()
    {
        _running.ForEach(process => process.Dispose());
        _running.Clear();
    }

    public void Dispose()
    {
        EndAll();
        _folder.Dispose();
    }

    /// <summary>Follows and writes, as search and upkeep do in turns.</summary>
    internal sealed class Process : IChunkIndex, IDisposable
    {
        private int? _writesLeft;

        public Process(TestCatalog catalog, string folder) => Index = new EmbeddedChunkIndex(
            catalog, folder, new SegmentTiers(8, 16, 3, 200), new RetrievalOptions(), NullLogger<EmbeddedChunkIndex>.Instance, Write);

        public EmbeddedChunkIndex Index { get; }

        public async Task FollowAsync(ActiveGeneration generation, CancellationToken cancellationToken)
        {
            await Index.FollowAsync(generation, cancellationToken);
            await Index.WriteAsync(all: false, cancellationToken);
        }

        public Task<ChunkRankings> SearchAsync(ActiveGeneration generation, ChunkQuery query, CancellationToken cancellationToken) =>
            Index.SearchAsync(generation, query, cancellationToken);

        /// <returns>False when it came to its end before.</returns>
        public async Task<bool> FollowAndDieAsync(ActiveGeneration generation, int writes)
        {
            _writesLeft = writes;
            try
            {
                await Index.FollowAsync(generation, CancellationToken.None);
                await Index.WriteAsync(all: true, CancellationToken.None);
                return false;
            }
            catch (DiedException)
            {
                return true;
            }
            finally
            {
                Dispose();
            }
        }

        public void Dispose() => Index.Dispose();

        private void Write()
        {
            if (_writesLeft-- == 0) throw new DiedException();
        }
    }

    private sealed class DiedException : Exception;
}

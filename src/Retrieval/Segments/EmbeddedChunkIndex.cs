using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// The chunk index beside the program. Each generation has segments and a folder of its own: the one that is searched, and one that is being
/// built and tried before it is searched.
/// </summary>
/// <param name="folder">Of the index; each generation's is in it.</param>
/// <param name="writing">See <see cref="SegmentFiles"/>.</param>
internal sealed class EmbeddedChunkIndex(
    IDbContextFactory<RagDocsDbContext> catalog, string folder, SegmentTiers tiers, RetrievalOptions options, ILogger<EmbeddedChunkIndex> log, Action? writing = null)
    : IChunkIndex, IDisposable
{
    private readonly ConcurrentDictionary<long, Lazy<GenerationSegments>> _generations = new();

    /// <summary>Chunks that lie in no file yet.</summary>
    public int UnitsInMemory => All.Sum(generation => generation.UnitsInMemory);

    private IEnumerable<GenerationSegments> All => _generations.Values.Select(generation => generation.Value);

    public Task FollowAsync(ActiveGeneration generation, CancellationToken cancellationToken) => Of(generation).FollowAsync(cancellationToken);

    public Task<ChunkRankings> SearchAsync(ActiveGeneration generation, ChunkQuery query, CancellationToken cancellationToken) =>
        Of(generation).SearchAsync(query, cancellationToken);

    /// <summary>Writes what is in memory when it has become much, and merges segments; called now and then in the background.</summary>
    /// <param name="all">Write whatever is in memory.</param>
    public async Task WriteAsync(bool all, CancellationToken cancellationToken)
    {
        foreach (var generation in All) await generation.WriteAsync(all, cancellationToken);
    }

    /// <summary>Reads every byte of the segments on disk; what is damaged is made anew from the catalog.</summary>
    /// <returns>Segments that were damaged.</returns>
    public async Task<int> VerifyAsync(CancellationToken cancellationToken)
    {
        var damaged = 0;
        foreach (var generation in All) damaged += await generation.VerifyAsync(cancellationToken);
        return damaged;
    }

    /// <summary>Compares a generation's index with the catalog, chunk by chunk, and its files with their checksums.</summary>
    /// <param name="repair">Documents that differ are read from the catalog again; damaged files are in any case.</param>
    public Task<IReadOnlyList<IndexFinding>> CheckAsync(ActiveGeneration generation, bool repair, CancellationToken cancellationToken) =>
        Of(generation).CheckAsync(repair, cancellationToken);

    /// <summary>Lets go of all other generations; whoever writes the first of these deletes the others' files.</summary>
    public void KeepOnly(IReadOnlyList<long> wanted)
    {
        foreach (var id in _generations.Keys.Except(wanted))
        {
            if (_generations.TryRemove(id, out var gone) && gone.IsValueCreated) gone.Value.Dispose();
        }

        if (!_generations.TryGetValue(wanted[0], out var first) || !first.Value.MayWrite) return;
        SegmentFiles.DropAllBut(wanted.Select(FolderOf).ToHashSet(StringComparer.Ordinal), folder);
    }

    public void Dispose()
    {
        foreach (var generation in All) generation.Dispose();
    }

    private string FolderOf(long generation) => Path.Combine(folder, generation.ToString(CultureInfo.InvariantCulture));

    private GenerationSegments Of(ActiveGeneration generation) => _generations.GetOrAdd(generation.Id, id => new Lazy<GenerationSegments>(() => new GenerationSegments(
        catalog, new GenerationReader(id, generation.Dimensions), new SegmentStore(FolderOf(id), writing), tiers, options, log))).Value;
}

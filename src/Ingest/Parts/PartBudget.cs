using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Parts;

/// <summary>How much may still be taken out of one outermost file: an archive of archives unpacks to no more than one archive may.</summary>
internal sealed class PartBudget
{
    private readonly HashSet<string> _met;
    private int _filesLeft;

    private PartBudget(bool isTooDeep, int filesLeft, long bytesLeft, HashSet<string> met) =>
        (IsTooDeep, _filesLeft, BytesLeft, _met) = (isTooDeep, filesLeft, bytesLeft, met);

    /// <summary>The container lies so deep in others that its parts are not taken.</summary>
    public bool IsTooDeep { get; }

    public long BytesLeft { get; private set; }

    /// <summary>What the other containers of the same outermost file have left over.</summary>
    public static async Task<PartBudget> OfAsync(RagDocsDbContext db, long containerId, IngestOptions options, CancellationToken cancellationToken)
    {
        var around = new HashSet<string>(StringComparer.Ordinal);
        var outermost = containerId;
        while (await db.Documents.Where(d => d.Id == outermost).Select(d => new { d.ParentId, d.ContentHash }).SingleOrDefaultAsync(cancellationToken) is { } at)
        {
            around.Add(at.ContentHash);
            if (around.Count > options.MaxPartDepth) return new PartBudget(true, 0, 0, around);
            if (at.ParentId is not { } parent) break;
            outermost = parent;
        }

        var family = await db.WithPartsAsync([outermost], cancellationToken);
        var others = db.Documents.Where(d => EF.Parameter(family).Contains(d.Id) && d.ParentId != null && d.ParentId != containerId && d.RemovedAt == null);
        var count = await others.CountAsync(cancellationToken);
        var bytes = await others.SumAsync(d => d.SizeBytes, cancellationToken);
        return new PartBudget(false, options.MaxParts - count, (options.MaxPartsMegabytes << 20) - bytes, around);
    }

    /// <returns>False when this content was met before: beside it in the same container, or as a container around it.</returns>
    public bool Meet(string contentHash) => _met.Add(contentHash);

    public bool HasRoom(PartProblems problems, string path)
    {
        if (_filesLeft > 0 && BytesLeft > 0) return true;
        problems.Full(path);
        return false;
    }

    public void Spend(long bytes)
    {
        _filesLeft--;
        BytesLeft -= bytes;
    }
}

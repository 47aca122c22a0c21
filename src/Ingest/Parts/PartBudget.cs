using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Parts;

/// <summary>How much may still be taken out of one outermost file: an archive of archives unpacks to no more than one archive may.</summary>
internal sealed class PartBudget
{
    private int _filesLeft;

    private PartBudget(bool isTooDeep, int filesLeft, long bytesLeft) => (IsTooDeep, _filesLeft, BytesLeft) = (isTooDeep, filesLeft, bytesLeft);

    /// <summary>The container lies so deep in others that its parts are not taken.</summary>
    public bool IsTooDeep { get; }

    public long BytesLeft { get; private set; }

    /// <summary>What the other containers of the same outermost file have left over.</summary>
    public static async Task<PartBudget> OfAsync(RagDocsDbContext db, long containerId, IngestOptions options, CancellationToken cancellationToken)
    {
        var depth = 0;
        var outermost = containerId;
        while (await db.Documents.Where(d => d.Id == outermost).Select(d => d.ParentId).SingleOrDefaultAsync(cancellationToken) is { } parent)
        {
            outermost = parent;
            if (++depth >= options.MaxPartDepth) return new PartBudget(true, 0, 0);
        }

        var family = await db.WithPartsAsync([outermost], cancellationToken);
        var others = db.Documents.Where(d => EF.Parameter(family).Contains(d.Id) && d.ParentId != null && d.ParentId != containerId && d.RemovedAt == null);
        var count = await others.CountAsync(cancellationToken);
        var bytes = await others.SumAsync(d => d.SizeBytes, cancellationToken);
        return new PartBudget(options.MaxPartDepth == 0, options.MaxParts - count, (options.MaxPartsMegabytes << 20) - bytes);
    }

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

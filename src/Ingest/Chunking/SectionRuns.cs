using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Chunking;

/// <summary>Groups blocks that may share a chunk: neighbours in one section, on one page.</summary>
internal static class SectionRuns
{
    /// <summary>
    /// The blocks, each with whether a new run begins with it; headings are left out unless nothing of their section stands on their
    /// page, then they are runs of their own. Looks one block ahead, so a section may be of any length.
    /// </summary>
    public static IEnumerable<(Block Block, bool BeginsRun)> Of(IEnumerable<Block> blocks)
    {
        Block? last = null, before = null, block = null;
        foreach (var next in blocks)
        {
            if (block is not null && !HasTextBelow(block, next))
            {
                yield return (block, BeginsRun(last, block, before));
                last = block;
            }

            (before, block) = (block, next);
        }

        if (block is not null) yield return (block, BeginsRun(last, block, before));
    }

    private static bool BeginsRun(Block? last, Block block, Block? before) =>
        last is null || !ReferenceEquals(last, before) || last.Page != block.Page || last.Cells?.Sheet != block.Cells?.Sheet ||
        (last.Kind == BlockKind.Heading) != (block.Kind == BlockKind.Heading) ||
        !last.HeadingPath.SequenceEqual(block.HeadingPath, StringComparer.Ordinal);

    /// <summary>
    /// The heading stands in the path of something on its page: of the text right below, or of a lower heading that itself becomes a run.
    /// </summary>
    private static bool HasTextBelow(Block block, Block next) =>
        block.Kind == BlockKind.Heading && next.Page == block.Page && (next.Kind != BlockKind.Heading || next.Level > block.Level);
}

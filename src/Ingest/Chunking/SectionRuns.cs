using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Chunking;

/// <summary>Groups blocks that may share a chunk: neighbours in one section, on one page.</summary>
internal static class SectionRuns
{
    /// <summary>Runs of text blocks; headings are left out unless nothing of their section stands on their page, then they are runs of their own.</summary>
    public static IEnumerable<IReadOnlyList<Block>> Of(IReadOnlyList<Block> blocks)
    {
        var run = new List<Block>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block.Kind == BlockKind.Heading && HasTextBelow(blocks, i)) continue;
            if (run.Count > 0 && !MayShare(run[^1], block, blocks[i - 1]))
            {
                yield return run;
                run = [];
            }

            run.Add(block);
        }

        if (run.Count > 0) yield return run;
    }

    private static bool MayShare(Block last, Block block, Block before) =>
        ReferenceEquals(last, before) && last.Page == block.Page && last.Cells?.Sheet == block.Cells?.Sheet &&
        (last.Kind == BlockKind.Heading) == (block.Kind == BlockKind.Heading) &&
        last.HeadingPath.SequenceEqual(block.HeadingPath, StringComparer.Ordinal);

    /// <summary>
    /// The heading stands in the path of something on its page: of the text right below, or of a lower heading that itself becomes a run.
    /// </summary>
    private static bool HasTextBelow(IReadOnlyList<Block> blocks, int heading)
    {
        if (heading + 1 >= blocks.Count) return false;
        var next = blocks[heading + 1];
        return next.Page == blocks[heading].Page && (next.Kind != BlockKind.Heading || next.Level > blocks[heading].Level);
    }
}

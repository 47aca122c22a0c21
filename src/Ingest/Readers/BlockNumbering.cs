using RagDocs.Ingest.Texts;

namespace RagDocs.Ingest.Readers;

/// <summary>Gives blocks their place: paragraph number, offset in the read text, headings above.</summary>
internal static class BlockNumbering
{
    /// <summary>Length of the empty line between two blocks of the read text.</summary>
    public const int SeparatorLength = 2;

    /// <summary>The blocks with their places; those that lie on disk are numbered whenever they are read.</summary>
    public static IReadOnlyList<Block> Number(IReadOnlyList<Block> blocks) => blocks is BlockSequence ? blocks : [.. Numbered(blocks)];

    /// <summary>Numbers one block after the other.</summary>
    public static IEnumerable<Block> Numbered(IEnumerable<Block> blocks)
    {
        var headings = new List<(int Level, string Text)>();
        IReadOnlyList<string> path = [];
        var paragraph = 0;
        var start = 0;
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.Heading)
            {
                headings.RemoveAll(h => h.Level >= block.Level);
                yield return block with { Start = start, HeadingPath = headings.ConvertAll(h => h.Text) };
                headings.Add((block.Level, block.Text));
                path = headings.ConvertAll(h => h.Text);
            }
            else
            {
                yield return block with { Start = start, HeadingPath = path, Paragraph = ++paragraph };
            }

            start += block.Text.Length + SeparatorLength;
        }
    }
}

using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Sources;

/// <summary>The part of a document's read text around a cited place, block by block, with the quoted words marked.</summary>
/// <param name="HasMoreBefore">The document has text before the first block.</param>
/// <param name="HasMoreAfter">The document has text behind the last block.</param>
internal sealed record TextWindow(IReadOnlyList<SourceBlock> Blocks, bool HasMoreBefore, bool HasMoreAfter)
{
    /// <summary>Characters shown on each side of the place: some twenty pages.</summary>
    private const int CharactersAround = 30_000;

    /// <summary>Slides shown on each side of the cited one.</summary>
    private const int SlidesAround = 2;

    /// <summary>Rows of a sheet looked at on each side of the cited ones.</summary>
    private const int RowsAround = 60;

    private const string HeadingSeparator = " › ";

    /// <param name="place">The chunk that is cited.</param>
    /// <param name="start">Of the quoted words in the chunk's text.</param>
    /// <param name="length">Of the quoted words; 0 when nothing is marked.</param>
    /// <returns>Null when the text was read differently when the chunk was made.</returns>
    public static TextWindow? Around(DocumentText text, Chunk place, int start, int length)
    {
        var (from, to) = (place.Start - CharactersAround, place.Start + place.Length + CharactersAround);
        var (near, before, after) = (new List<Block>(), false, false);
        Block? first = null;
        foreach (var block in text.Blocks)
        {
            first ??= block;
            after = block.Start >= to;
            if (after) break;
            if (block.Start + block.Text.Length <= from) before = true;
            else near.Add(block);
        }

        if (!IsCutFrom(near, place)) return null;
        var mark = length == 0 ? (0, 0) : Marked(near, place, start, length);
        var shown = Narrowed(near, place);
        // A mail's sender and subject stay in sight however far down the cited place is.
        if (before && text.MediaType == FileSignature.Mail && first is not null) shown.Insert(0, first);
        return new TextWindow(
            [.. shown.Select(b => Shown(b, mark))], before || shown[0].Start > near[0].Start, after || shown[^1].Start < near[^1].Start);
    }

    /// <summary>Of slides those next to the cited one, of a workbook the rows of the same sheet.</summary>
    private static List<Block> Narrowed(List<Block> near, Chunk place)
    {
        if (place.Page is { } slide) return near.FindAll(b => b.Page is not { } page || Math.Abs(page - slide) <= SlidesAround);
        if (!near.Exists(b => b.Cells is not null)) return near;
        var (first, last) = (near.FindIndex(b => Touches(b, place)), near.FindLastIndex(b => Touches(b, place)));
        var path = near[first].HeadingPath;
        return near.Where((b, i) => i >= first - RowsAround && i <= last + RowsAround && b.Kind != BlockKind.Heading
            && b.HeadingPath.SequenceEqual(path, StringComparer.Ordinal)).ToList() is { Count: > 0 } rows ? rows : near;
    }

    private static bool Touches(Block block, Chunk place) => block.Start < place.Start + place.Length && block.Start + block.Text.Length > place.Start;

    /// <summary>The chunk's own text stands in the blocks where the chunk says.</summary>
    private static bool IsCutFrom(List<Block> blocks, Chunk place)
    {
        var ahead = place.Text.Length - place.Length;
        if (ahead < 0) return false;
        var touched = blocks.FindAll(b => Touches(b, place));
        return touched.Count > 0 && touched.TrueForAll(block =>
        {
            var (from, to) = (Math.Max(block.Start, place.Start), Math.Min(block.Start + block.Text.Length, place.Start + place.Length));
            return block.Text.AsSpan(from - block.Start, to - from).SequenceEqual(place.Text.AsSpan(ahead + from - place.Start, to - from));
        });
    }

    /// <summary>Where the quoted words stand in the read text.</summary>
    private static (int From, int To) Marked(List<Block> blocks, Chunk place, int start, int length)
    {
        // The header of a table that was cut is repeated before its later rows: there the words are those of the table's first row.
        var ahead = place.Text.Length - place.Length;
        var table = blocks.Find(b => Touches(b, place))!;
        if (start + length <= ahead) return (table.Start + start, table.Start + start + length);
        return (place.Start + Math.Max(0, start - ahead), place.Start + start + length - ahead);
    }

    private static SourceBlock Shown(Block block, (int From, int To) mark)
    {
        var from = Math.Clamp(mark.From - block.Start, 0, block.Text.Length);
        var to = Math.Clamp(mark.To - block.Start, from, block.Text.Length);
        return new SourceBlock(block.Kind, string.Join(HeadingSeparator, block.HeadingPath), block.Text, from, to - from)
        {
            Depth = block.HeadingPath.Count, Page = block.Page, Cells = block.Cells,
        };
    }
}

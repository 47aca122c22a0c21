using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval;

namespace RagDocs.Ingest.Chunking;

/// <summary>Puts the pieces of a chunk together: text, place and word rectangles, offsets rebased to the chunk.</summary>
internal static class ChunkComposer
{
    private const string BlockSeparator = "\n\n";

    public static ChunkDraft Compose(IReadOnlyList<Piece> pieces)
    {
        var text = new StringBuilder();
        var words = new List<WordBox>();
        if (pieces[0].Header is { } header) text.Append(header).Append('\n');
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (i > 0)
            {
                // Pieces of one block keep what stood between them, so that the chunk is the read text itself.
                var before = pieces[i - 1];
                if (ReferenceEquals(before.Block, piece.Block)) text.Append(piece.Block.Text, before.End, piece.Start - before.End);
                else text.Append(BlockSeparator);
            }

            AddWords(words, piece, text.Length);
            text.Append(piece.Block.Text, piece.Start, piece.Length);
        }

        var first = pieces[0];
        var last = pieces[^1];
        var start = first.Block.Start + first.Start;
        var place = new Place(first.Block.Page, Paragraph(pieces), start, last.Block.Start + last.End - start) { Cells = Cells(pieces) };
        return new ChunkDraft(text.ToString(), first.Block.HeadingPath, place, words);
    }

    private static int? Paragraph(IReadOnlyList<Piece> pieces) => pieces[0].Block.Paragraph is > 0 and var number ? number : null;

    private static string? Cells(IReadOnlyList<Piece> pieces)
    {
        var ranges = pieces.Select(p => p.Block.Cells).OfType<CellRange>().ToList();
        return ranges.Count == 0 ? null : ranges.Aggregate((all, next) => all.Union(next)).ToString();
    }

    private static void AddWords(List<WordBox> words, Piece piece, int offset)
    {
        var all = piece.Block.Words;
        for (var i = FirstFrom(all, piece.Start); i < all.Count && all[i].Start < piece.End; i++)
        {
            // A word longer than a chunk is cut with it; its rectangle stays whole on the part it begins in.
            var length = Math.Min(all[i].Length, piece.End - all[i].Start);
            words.Add(all[i] with { Start = all[i].Start - piece.Start + offset, Length = length });
        }
    }

    private static int FirstFrom(IReadOnlyList<WordBox> words, int start)
    {
        var low = 0;
        var high = words.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (words[middle].Start < start) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

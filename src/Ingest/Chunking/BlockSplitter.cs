using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Text;

namespace RagDocs.Ingest.Chunking;

/// <summary>Cuts a block that is too long: tables between rows, lists and code between lines, text between sentences, at worst between words.</summary>
internal sealed class BlockSplitter(ChunkerOptions options, Func<string, int> countTokens)
{
    /// <summary>The block in pieces that each fit into a chunk; together they hold all of its text but white space.</summary>
    public IEnumerable<Piece> Split(Block block)
    {
        var limit = block.Kind == BlockKind.Table ? Math.Max(options.TableTokens, options.TargetTokens) : options.TargetTokens;
        var tokens = countTokens(block.Text);
        if (tokens <= limit && block.Text.Length <= options.MaxCharacters) return [new Piece(block, 0, block.Text.Length, tokens)];
        return block.Kind switch
        {
            BlockKind.Table => Rows(block),
            BlockKind.List or BlockKind.Code => Join(block, Fit(block, Lines(block.Text))),
            _ => Join(block, Fit(block, SentenceSplitter.Split(block.Text))),
        };
    }

    private IEnumerable<Piece> Rows(Block block)
    {
        var lines = Lines(block.Text);
        var header = lines[0].Of(block.Text).ToString();
        var headerTokens = countTokens(header);

        // A header that fills most of a chunk by itself is no header.
        var repeats = lines.Count > 1 && headerTokens * 3 < options.TargetTokens && header.Length * 3 < options.MaxCharacters;
        if (!repeats) return Join(block, Fit(block, lines));

        var rows = Fit(block, lines.Skip(1).ToList(), headerTokens, header.Length + 1);
        var pieces = Join(block, rows, headerTokens, header.Length + 1).Select(p => p with { Header = header, Tokens = p.Tokens + headerTokens }).ToList();

        // The header stands in the first piece itself and is repeated before the others.
        var first = pieces[0];
        pieces[0] = first with { Start = lines[0].Start, Length = first.End - lines[0].Start, Header = null };
        return pieces;
    }

    /// <summary>Joins neighbours as long as they fit, so that a long paragraph gives few, evenly filled pieces.</summary>
    private IEnumerable<Piece> Join(Block block, IEnumerable<Piece> parts, int reservedTokens = 0, int reservedCharacters = 0)
    {
        Piece? open = null;
        foreach (var part in parts)
        {
            if (open is { } piece && piece.Tokens + part.Tokens + reservedTokens <= options.TargetTokens &&
                part.End - piece.Start + reservedCharacters <= options.MaxCharacters)
            {
                open = piece with { Length = part.End - piece.Start, Tokens = piece.Tokens + part.Tokens };
                continue;
            }

            if (open is { } full) yield return full;
            open = part;
        }

        if (open is { } last) yield return last;
    }

    /// <summary>Cuts parts that are too long by themselves at white space, and where there is none, between characters.</summary>
    private IEnumerable<Piece> Fit(Block block, IReadOnlyList<TextRange> ranges, int reservedTokens = 0, int reservedCharacters = 0)
    {
        var maxTokens = options.TargetTokens - reservedTokens;
        var maxCharacters = options.MaxCharacters - reservedCharacters;
        foreach (var range in ranges)
        {
            var rest = range;
            while (rest.Length > 0)
            {
                if (rest.Length <= maxCharacters)
                {
                    var tokens = countTokens(block.Text.Substring(rest.Start, rest.Length));
                    if (tokens <= maxTokens || rest.Length <= 1)
                    {
                        yield return new Piece(block, rest.Start, rest.Length, tokens);
                        break;
                    }
                }

                var length = WordBorder(block.Text, rest, Longest(block.Text, rest, maxTokens, maxCharacters));
                yield return new Piece(block, rest.Start, length, countTokens(block.Text.Substring(rest.Start, length)));
                rest = TrimStart(block.Text, rest.Start + length, rest.End);
            }
        }
    }

    /// <summary>The most characters that fit, by halving.</summary>
    private int Longest(string text, TextRange range, int maxTokens, int maxCharacters)
    {
        var low = 1;
        var high = Math.Min(range.Length, maxCharacters);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (countTokens(text.Substring(range.Start, middle)) <= maxTokens) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static int WordBorder(string text, TextRange range, int length)
    {
        if (length == range.Length || char.IsWhiteSpace(text[range.Start + length])) return length;
        var space = text.AsSpan(range.Start, length).LastIndexOfAny(" \n\t");
        if (space > length / 2) return space;
        return length > 1 && char.IsHighSurrogate(text[range.Start + length - 1]) ? length - 1 : length;
    }

    private static TextRange TrimStart(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        return new TextRange(start, end - start);
    }

    private static List<TextRange> Lines(string text)
    {
        var lines = new List<TextRange>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            if (!text.AsSpan(start, end - start).IsWhiteSpace()) lines.Add(new TextRange(start, end - start));
            start = end + 1;
        }

        return lines;
    }
}

using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Chunking;

/// <summary>
/// Cuts a document into chunks along its structure. A chunk lies within one section and one page; tables stay whole or are cut between
/// rows with the header repeated; long paragraphs are cut between sentences; small neighbours are joined. Pure: no I/O, no state.
/// </summary>
/// <remarks>
/// Headings are not part of a chunk's text but of its heading path. One with nothing below it on its page becomes a chunk by itself,
/// so that no word of a document is lost. A chunk is the document's read text from its place on, character by character, except where
/// a table's header row is repeated: then the chunk's text is longer than its place, which covers the rows without the header.
/// </remarks>
/// <param name="options">Sizes.</param>
/// <param name="countTokens">Counts the tokens of a text; <see cref="TokenEstimate.Count"/> without a tokenizer.</param>
public sealed class Chunker(ChunkerOptions options, Func<string, int> countTokens)
{
    /// <summary>Changes when the same document would be cut differently; part of what an index generation is.</summary>
    public const int Version = 1;

    private readonly BlockSplitter _splitter = new(options, countTokens);

    /// <summary>All chunks in reading order.</summary>
    public IReadOnlyList<ChunkDraft> Split(DocumentText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Split(text.Blocks)];
    }

    /// <summary>The chunks in reading order, each as soon as its blocks are read: memory does not grow with the document.</summary>
    public IEnumerable<ChunkDraft> Split(IEnumerable<Block> blocks)
    {
        var chunk = new List<Piece>();
        var tokens = 0;
        foreach (var (block, beginsRun) in SectionRuns.Of(blocks))
        {
            var mayJoin = !beginsRun;
            foreach (var piece in _splitter.Split(block))
            {
                if (chunk.Count > 0 && !(mayJoin && Joins(chunk, tokens, piece)))
                {
                    yield return ChunkComposer.Compose(chunk);
                    chunk.Clear();
                    tokens = 0;
                }

                chunk.Add(piece);
                tokens += piece.Tokens;
                mayJoin = true;
            }
        }

        if (chunk.Count > 0) yield return ChunkComposer.Compose(chunk);
    }

    private bool Joins(List<Piece> chunk, int tokens, Piece piece)
    {
        // Repeated headers would stand in the middle of a joined chunk, where no place could account for them.
        if (chunk[^1].Header is not null || piece.Header is not null) return false;

        // A table's title and notes belong to it, so with them it may be as large as a table alone.
        var hasTable = chunk[^1].Block.Kind == BlockKind.Table || piece.Block.Kind == BlockKind.Table;
        var limit = hasTable ? Math.Max(options.TableTokens, options.TargetTokens) : options.TargetTokens;
        if (tokens + piece.Tokens > limit || Characters(chunk, piece) > options.MaxCharacters) return false;
        return tokens < options.SmallTokens || piece.Tokens < options.SmallTokens;
    }

    private static int Characters(List<Piece> chunk, Piece piece) =>
        piece.Block.Start + piece.End - (chunk[0].Block.Start + chunk[0].Start);
}

using System.Text;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Sources;

/// <summary>Shows what was read from a document and what passages became of it, some at a time.</summary>
public sealed class ChunkViewer(
    IDbContextFactory<RagDocsDbContext> contexts, AccessRights rights, IndexGenerations generations, StoredTexts texts)
{
    /// <summary>Passages shown at a time.</summary>
    public const int PageSize = 40;

    /// <param name="page">Counted from 1; one that does not exist shows the nearest.</param>
    /// <returns>Null when there is no such version, or it may not be read.</returns>
    public async Task<ChunkView?> OpenAsync(SearchScope scope, long versionId, int page, CancellationToken cancellationToken)
    {
        if (await rights.OpenableVersionAsync(scope, versionId, cancellationToken) is not { } version) return null;
        var generation = (await generations.ActiveAsync(cancellationToken)).Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var chunks = db.Chunks.AsNoTracking().Where(c => c.VersionId == versionId && c.GenerationId == generation);
        var count = await chunks.CountAsync(cancellationToken);
        var first = Math.Clamp(page - 1, 0, Math.Max(0, (count - 1) / PageSize)) * PageSize;
        var shown = await chunks.OrderBy(c => c.Ordinal).Skip(first).Take(PageSize).ToListAsync(cancellationToken);
        // From the end of the passage before, so that a heading between two pages is shown once.
        var before = await chunks.Where(c => c.Ordinal == first - 1).Select(c => c.Start + c.Length).SingleOrDefaultAsync(cancellationToken);
        var document = version.Document!;
        var parts = shown.ConvertAll(Shown);
        var text = await TextAsync(version, parts, before, first + shown.Count == count, cancellationToken);
        return new ChunkView(versionId, document.Title, document.Collection!.Name, document.Path, count, first, parts, text);
    }

    private static ShownChunk Shown(Chunk chunk) => new(
        chunk.Ordinal, chunk.HeadingPath, chunk.Text, chunk.Page, chunk.Paragraph, chunk.Cells, chunk.Start, chunk.Length, TokenEstimate.Count(chunk.Text));

    private async Task<IReadOnlyList<TextStretch>?> TextAsync(
        DocumentVersion version, List<ShownChunk> chunks, int from, bool toTheEnd, CancellationToken cancellationToken)
    {
        var path = version.Document!.Path;
        if (await texts.FindAsync(version.ContentHash, path[(path.LastIndexOf('/') + 1)..], cancellationToken) is not { } kept) return null;
        using var text = kept.Text;
        var to = toTheEnd || chunks.Count == 0 ? int.MaxValue : chunks[^1].Start + chunks[^1].Length;
        return Stretches(ReadText(text.Blocks, from, to), from, chunks);
    }

    /// <summary>The read text between two offsets; reads no block after them.</summary>
    private static string ReadText(IEnumerable<Block> blocks, int from, int to)
    {
        var text = new StringBuilder();
        foreach (var block in blocks.SkipWhile(b => b.Start + b.Text.Length <= from).TakeWhile(b => b.Start < to))
        {
            text.Append('\n', Math.Max(0, block.Start - from - text.Length));
            text.Append(block.Text, Math.Max(0, from - block.Start), block.Text.Length - Math.Max(0, from - block.Start));
        }

        if (text.Length > to - from) text.Length = to - from;
        return text.ToString();
    }

    private static List<TextStretch>? Stretches(string text, int from, List<ShownChunk> chunks)
    {
        var stretches = new List<TextStretch>();
        var at = from;
        foreach (var chunk in chunks)
        {
            var end = chunk.Start + chunk.Length;
            if (chunk.Start < at || end - from > text.Length) return null;
            Add(text[(at - from)..(chunk.Start - from)], null);
            var own = text[(chunk.Start - from)..(end - from)];
            if (!chunk.Text.EndsWith(own, StringComparison.Ordinal)) return null;
            Add(own, chunk.Ordinal);
            at = end;
        }

        Add(text[(at - from)..], null);
        return stretches;

        void Add(string stretch, int? ordinal)
        {
            if (!string.IsNullOrWhiteSpace(stretch)) stretches.Add(new TextStretch(stretch.Trim('\n'), ordinal));
        }
    }
}

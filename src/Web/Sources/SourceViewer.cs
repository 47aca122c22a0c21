using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Citations;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Sources;

/// <summary>Opens the version a citation is pinned to, at the cited place, with the quoted words found again in it.</summary>
public sealed class SourceViewer(IDbContextFactory<RagDocsDbContext> contexts, AccessRights rights, StoredTexts texts)
{
    /// <summary>Chunks shown before and after the cited one, for formats without pages whose read text is not kept any more.</summary>
    private const int Around = 6;

    /// <param name="quote">As cited; empty marks the whole passage.</param>
    /// <returns>Null when there is no such place, or it may not be read: the asker cannot tell which.</returns>
    public async Task<SourceView?> OpenAsync(
        SearchScope scope, long versionId, long chunkId, string quote, CancellationToken cancellationToken)
    {
        var version = await rights.OpenableVersionAsync(scope, versionId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cited = await db.Chunks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == chunkId && c.VersionId == versionId, cancellationToken);
        if (version is null || cited is null) return null;
        var newest = await db.DocumentVersions.Where(v => v.DocumentId == version.DocumentId && !v.Staged).MaxAsync(v => v.Number, cancellationToken);
        var chunks = await ShownAsync(db, cited, cancellationToken);
        var (marked, start, length) = Locate(chunks, cited, quote);
        var around = await AroundAsync(version, marked ?? cited, start, length, cancellationToken);
        return new SourceView(
            version.DocumentId, versionId, version.Number, newest, cited.Title, version.Document!.Collection!.Name, version.Document.Path,
            version.MediaType, cited.Page, version.Pages, cited.HeadingPath,
            around?.Blocks ?? [.. chunks.Select(c => Block(c, c == marked ? (start, length) : (0, 0)))],
            Marks(marked, start, length))
        {
            HasMoreBefore = around?.HasMoreBefore ?? false,
            HasMoreAfter = around?.HasMoreAfter ?? false,
        };
    }

    /// <summary>The text as its document orders it; null when it is not kept, or pictures of its pages are shown anyway.</summary>
    private async Task<TextWindow?> AroundAsync(DocumentVersion version, Chunk place, int start, int length, CancellationToken cancellationToken)
    {
        if (FileSignature.HasPageImages(version.MediaType)) return null;
        if (await texts.FindAsync(version.ContentHash, Path.GetFileName(version.Document!.Path), cancellationToken) is not { } kept) return null;
        using var text = kept.Text;
        return TextWindow.Around(text, place, start, length);
    }

    private static Task<List<Chunk>> ShownAsync(RagDocsDbContext db, Chunk cited, CancellationToken cancellationToken)
    {
        var chunks = db.Chunks.AsNoTracking().Where(c => c.VersionId == cited.VersionId && c.GenerationId == cited.GenerationId);
        chunks = cited.Page is { } page
            ? chunks.Where(c => c.Page == page)
            : chunks.Where(c => c.Ordinal >= cited.Ordinal - Around && c.Ordinal <= cited.Ordinal + Around);
        return chunks.OrderBy(c => c.Ordinal).ToListAsync(cancellationToken);
    }

    // A passage may join neighbouring chunks, so the quote is looked for in the cited chunk first and in the others after.
    private static (Chunk? Chunk, int Start, int Length) Locate(List<Chunk> chunks, Chunk cited, string quote)
    {
        if (quote.Length == 0) return (chunks.Find(c => c.Id == cited.Id), 0, cited.Text.Length);
        foreach (var chunk in chunks.OrderBy(c => Math.Abs(c.Ordinal - cited.Ordinal)))
        {
            if (QuoteLocator.Find(chunk.Text, quote) is { } found) return (chunk, found.Start, found.Length);
        }

        return (null, 0, 0);
    }

    private static SourceBlock Block(Chunk chunk, (int Start, int Length) mark) =>
        new(null, chunk.HeadingPath, chunk.Text, mark.Start, mark.Length) { Page = chunk.Page };

    private static MarkBox[] Marks(Chunk? chunk, int start, int length) => chunk is null
        ? []
        : [.. MarkLines.Join(WordBoxPacking.Unpack(chunk.WordBoxes).Where(w => w.Start < start + length && w.Start + w.Length > start))];
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Generation.Citations;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Text;

namespace RagDocs.Web.Sources;

public enum PassageFate
{
    /// <summary>The quoted words stand in the newest version as they are.</summary>
    Unchanged,
    Changed,

    /// <summary>Nothing like them is there any more.</summary>
    Gone,
}

/// <summary>What became of quoted words in the document's newest version.</summary>
/// <param name="ChunkId">Where they, or what took their place, stand; null when they are gone.</param>
/// <param name="Quote">The words there.</param>
/// <param name="Difference">From the quoted words to those; empty unless they changed.</param>
public sealed record PassageChange(
    PassageFate Fate, long VersionId, int VersionNumber, long? ChunkId, int? Page, string Quote, IReadOnlyList<DiffStretch> Difference);

/// <summary>Compares a citation with the newest version of its document: an old answer may still hold.</summary>
public sealed class PassageChanges(IDbContextFactory<RagDocsDbContext> contexts, AccessRights rights)
{
    /// <summary>Sentences less alike than this are others, not the same one reworded.</summary>
    private const double LeastLike = 0.4;

    /// <param name="quote">As cited; for a citation without a quote, the passage's text.</param>
    /// <returns>Null when there is no newer version, or it may not be read.</returns>
    public async Task<PassageChange?> FindAsync(SearchScope scope, long versionId, string quote, CancellationToken cancellationToken)
    {
        if (await rights.OpenableVersionAsync(scope, versionId, cancellationToken) is not { } cited) return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await db.DocumentVersions.AsNoTracking().Where(v => v.DocumentId == cited.DocumentId && v.Number > cited.Number && !v.Staged)
            .OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        if (newest is null) return null;
        var chunks = await db.Chunks.AsNoTracking().Where(c => c.VersionId == newest.Id && c.Searchable).OrderBy(c => c.Ordinal)
            .Select(c => new { c.Id, c.Page, c.Text }).ToListAsync(cancellationToken);
        var same = chunks.Find(c => QuoteLocator.Find(c.Text, quote) is not null);
        if (same is not null) return new PassageChange(PassageFate.Unchanged, newest.Id, newest.Number, same.Id, same.Page, quote, []);

        var nearest = chunks.SelectMany(c => SentenceSplitter.Split(c.Text).Select(s => (Chunk: c, Sentence: c.Text.Substring(s.Start, s.Length))))
            .Select(s => (s.Chunk, s.Sentence, Likeness: WordDiff.Likeness(quote, s.Sentence))).OrderByDescending(s => s.Likeness).FirstOrDefault();
        return nearest.Likeness < LeastLike
            ? new PassageChange(PassageFate.Gone, newest.Id, newest.Number, null, null, "", [])
            : new PassageChange(
                PassageFate.Changed, newest.Id, newest.Number, nearest.Chunk.Id, nearest.Chunk.Page, nearest.Sentence, WordDiff.Between(quote, nearest.Sentence));
    }
}

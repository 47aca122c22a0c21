using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>A quality set in a list of them.</summary>
/// <param name="LastRun">The newest measurement of the index in use; null before the first.</param>
public sealed record QualitySetLine(long Id, string Name, int Questions, QualityRun? LastRun);

/// <summary>A question of a quality set.</summary>
/// <param name="Collection">Name of the collection asked in; null for all.</param>
/// <param name="Places">Each of them answers the question; one of them found is enough.</param>
public sealed record SavedQuestion(long Id, string Text, long? CollectionId, string? Collection, IReadOnlyList<SavedPlace> Places)
{
    /// <summary>False when none of its documents is there any more; then it is not measured.</summary>
    public bool CanBeMeasured => Places.Any(p => p.IsThere);
}

/// <param name="Page">Counted from 1; null when the format has no pages.</param>
/// <param name="Quote">Words of the document; empty when the page or document as a whole is meant.</param>
/// <param name="Collection">Name of the collection the document is in.</param>
/// <param name="IsThere">False while the document is removed or not read yet.</param>
public sealed record SavedPlace(long DocumentId, string Title, string Path, string Collection, int? Page, string Quote, bool IsThere);

/// <summary>A place to be saved with a question.</summary>
/// <param name="Page">Counted from 1; null when the format has no pages.</param>
/// <param name="Quote">Words of the document, best one sentence; empty when the page or document as a whole is meant.</param>
public sealed record NewPlace(long DocumentId, int? Page, string Quote)
{
    private const int QuotedWords = 30;

    /// <summary>
    /// The place of a passage: its page, where there are pages, and the first words of its best chunk. A long quote would not be
    /// found again when the index is cut differently.
    /// </summary>
    public static NewPlace Of(Passage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        var best = passage.Parts.FirstOrDefault(p => p.ChunkId == passage.ChunkId);
        var text = best is null ? passage.Text : passage.Text.Substring(best.Start, best.Length);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new NewPlace(passage.DocumentId, passage.Place.Page, string.Join(' ', words.Take(QuotedWords)));
    }
}

/// <summary>What reading a file of questions brought.</summary>
/// <param name="Problems">Lines and places that were left out, and why, in words for people.</param>
public sealed record ImportedQuestions(int Added, int Replaced, IReadOnlyList<string> Problems);

/// <summary>A quality set cannot be changed as asked; the message says why, for people.</summary>
public sealed class QualitySetException(string message) : Exception(message);

using RagDocs.Generation.Conversations;
using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>A passage as the viewer takes it.</summary>
internal static class PassageCitation
{
    /// <param name="rank">Counted from 1.</param>
    public static CitationView Of(Passage passage, int rank) => new(
        rank, passage.DocumentId, passage.VersionId, passage.VersionNumber, passage.ChunkId, passage.Title, passage.Collection, passage.Path,
        passage.Place.Page, passage.HeadingPath, passage.Text, Quote: "")
    {
        Cells = passage.Place.Cells,
    };
}

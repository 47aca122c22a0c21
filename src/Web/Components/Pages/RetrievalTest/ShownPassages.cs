using RagDocs.Generation.Conversations;
using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>The passages of one ranking in the viewer.</summary>
/// <param name="Result">The ranking they are from.</param>
/// <param name="Number">Rank of the one that is shown, counted from 1.</param>
internal sealed record ShownPassages(SearchResult Result, int Number)
{
    public IReadOnlyList<CitationView> Citations { get; } = [.. Result.Passages.Select((passage, i) => PassageCitation.Of(passage, i + 1))];
}

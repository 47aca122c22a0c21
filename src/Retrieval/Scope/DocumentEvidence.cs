using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Scope;

/// <summary>Adds what a candidate's whole document says to the question: its words, and its name.</summary>
internal static class DocumentEvidence
{
    public static void Add(IReadOnlyList<Candidate> candidates, DocumentRankings documents, EvidenceWeights weights)
    {
        var best = documents.ByText.Count == 0 ? 0 : documents.ByText[0].Score;
        var byText = documents.ByText.ToDictionary(d => d.DocumentId, d => best > 0 ? d.Score / best : 0);
        var named = DocumentScope.Of(documents);
        foreach (var candidate in candidates)
        {
            candidate.Add(Evidence.Document, byText.GetValueOrDefault(candidate.Chunk.DocumentId), weights);
            candidate.Add(Evidence.Scope, named.GetValueOrDefault(candidate.Chunk.DocumentId), weights);
        }
    }
}

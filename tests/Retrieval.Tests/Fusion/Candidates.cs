using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Reading;

namespace RagDocs.Retrieval.Tests.Fusion;

internal static class Candidates
{
    public static readonly EvidenceWeights Weights = new(new RetrievalOptions { FeedbackWeight = 1, AlikeWeight = 1 });

    /// <summary>A candidate that keywords gave this score.</summary>
    public static Candidate Of(double score, int[]? tokens = null, float[]? vector = null, int ordinal = 0)
    {
        var candidate = new Candidate(Found.Chunk("text", ordinal)) { Reading = new ReadChunk(tokens ?? [], vector ?? []) };
        candidate.Add(Evidence.Keywords, score, Weights);
        return candidate;
    }
}

using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Reading;

/// <summary>Adds what the candidates' texts say to the question.</summary>
internal static class TextEvidence
{
    /// <summary>Below this a text hardly says more than the headings above it, which a question's words match all too well.</summary>
    private const double EnoughCharacters = 160;

    public static void Add(
        IReadOnlyList<Candidate> candidates, TokenizedTexts texts, StaticEmbeddingGenerator model, string question, EvidenceWeights weights)
    {
        using var reader = new ChunkReader(model, question);
        foreach (var candidate in candidates) candidate.Reading = reader.Read(candidate.Chunk, texts.Of(candidate.Chunk));
        var nearest = candidates.Max(c => c.Reading.Window);
        foreach (var candidate in candidates)
        {
            var read = candidate.Reading;
            candidate.Add(Evidence.Words, read.Coverage, weights);
            candidate.Add(Evidence.Window, nearest > 0 ? read.Window / nearest : 0, weights);
            candidate.Add(Evidence.Opening, read.Opening, weights);
            candidate.Add(Evidence.AskedKind, read.AskedKind, weights);
            candidate.Add(Evidence.Length, Math.Min(1, candidate.Chunk.Text.Length / EnoughCharacters), weights);
        }
    }
}

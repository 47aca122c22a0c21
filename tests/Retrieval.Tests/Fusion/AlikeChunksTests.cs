using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Tests.Fusion;

public sealed class AlikeChunksTests
{
    [Fact]
    public void AChunkIsRaisedTowardsItsLikesAndNeverLowered()
    {
        Candidate[] chunks = [Candidates.Of(1, vector: [1, 0]), Candidates.Of(0.2, vector: [1, 0]), Candidates.Of(0.4, vector: [0, 1])];
        AlikeChunks.Raise(chunks, Candidates.Weights);
        Assert.Equal(1, chunks[0].Score, 1e-9);
        Assert.Equal(1, chunks[1].Score, 1e-6);
        // What is like nothing stays where it is.
        Assert.Equal(0.4, chunks[2].Score, 1e-9);
    }

    [Fact]
    public void WithoutWeightOrVectorsNothingMoves()
    {
        Candidate[] chunks = [Candidates.Of(1), Candidates.Of(0.2)];
        AlikeChunks.Raise(chunks, Candidates.Weights);
        Assert.Equal([1, 0.2], chunks.Select(c => c.Score));
        chunks = [Candidates.Of(1, vector: [1]), Candidates.Of(0.2, vector: [1])];
        AlikeChunks.Raise(chunks, new EvidenceWeights(new RetrievalOptions { AlikeWeight = 0 }));
        Assert.Equal([1, 0.2], chunks.Select(c => c.Score));
    }
}

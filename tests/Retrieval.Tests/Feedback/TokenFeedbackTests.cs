using RagDocs.Retrieval.Feedback;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Tests.Fusion;

namespace RagDocs.Retrieval.Tests.Feedback;

public sealed class TokenFeedbackTests
{
    private const int Common = 1;
    private const int Telling = 2;

    [Fact]
    public void WhatTheBestSaySpeaksForAChunkThatSaysItToo()
    {
        var chunks = Enumerable.Range(10, 20).Select(other => Candidates.Of(0.01, tokens: [Common, other])).ToList();
        var (best, same, different) = (Candidates.Of(1, [Common, Telling]), Candidates.Of(0.1, [Common, Telling]), Candidates.Of(0.1, [Common, 99]));
        TokenFeedback.Add([best, same, different, .. chunks], Candidates.Weights);
        Assert.True(same.Score > different.Score + 0.5);
        Assert.Equal(1, best[Evidence.Feedback], 1e-9);
    }

    [Fact]
    public void ChunksWithoutTokensOrScoresAreLeftAlone()
    {
        Candidate[] chunks = [Candidates.Of(0), Candidates.Of(0)];
        TokenFeedback.Add(chunks, Candidates.Weights);
        Assert.All(chunks, c => Assert.Equal(0, c.Score));
    }
}

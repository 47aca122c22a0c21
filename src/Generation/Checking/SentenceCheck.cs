using RagDocs.Retrieval.Store;

namespace RagDocs.Generation.Checking;

/// <summary>How far the cited passages carry a sentence.</summary>
/// <param name="Findings">What speaks against it, weightiest first; empty when it is supported.</param>
/// <param name="Evidence">What the sentence rests on; another passage than was cited when only that one supports it.</param>
public sealed record SentenceCheck(SentenceVerdict Verdict, IReadOnlyList<CheckFinding> Findings, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>The cited passage did not support the sentence, and this one does.</summary>
    public bool Moved { get; init; }

    /// <summary>Share of the sentence's telling words that stand in the cited text, 0 to 1.</summary>
    public double Coverage { get; init; }
}

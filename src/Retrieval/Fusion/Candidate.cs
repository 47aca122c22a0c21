using RagDocs.Retrieval.Reading;

namespace RagDocs.Retrieval.Fusion;

/// <summary>A chunk on its way through the stages of one search, with what speaks for it so far.</summary>
internal sealed class Candidate(FoundChunk chunk)
{
    private readonly double[] _values = new double[EvidenceWeights.Kinds];

    public FoundChunk Chunk { get; } = chunk;

    /// <summary>Its text as tokens, once it was read.</summary>
    public ReadChunk Reading { get; set; } = ReadChunk.Nothing;

    /// <summary>Weighted sum of the evidence.</summary>
    public double Score { get; private set; }

    public double this[Evidence kind] => _values[(int)kind];

    public void Add(Evidence kind, double value, EvidenceWeights weights)
    {
        _values[(int)kind] = value;
        Score += weights[kind] * value;
    }

    /// <summary>The chunk with its score and all that it is made of.</summary>
    public FoundChunk Ranked(EvidenceWeights weights) => Chunk with { Score = Score, Coverage = this[Evidence.Words], Evidence = weights.Shares(_values) };
}

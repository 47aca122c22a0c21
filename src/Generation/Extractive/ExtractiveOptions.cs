using System.ComponentModel.DataAnnotations;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Thresholds of the extractive answerer. All are shares between 0 and 1; the defaults were chosen on the development question
/// sets (a staff handbook, encyclopedia articles, company filings).
/// </summary>
public sealed class ExtractiveOptions
{
    public const string Section = "Extractive";

    /// <summary>
    /// Chance of an answer (see SufficiencyJudge) below which none is given. docs/quality.md has the figures: what is refused rightly and
    /// wrongly at it, on the halves of the question sets it was and was not chosen on.
    /// </summary>
    [Range(0, 1)]
    public double MinimumSupport { get; set; } = 0.13;

    /// <summary>A further sentence must reach this share of the best one's score. Lower finds more and cites less precisely.</summary>
    [Range(0, 1)]
    public double FurtherSentenceShare { get; set; } = 0.82;

    /// <summary>The same for a sentence of a passage that no other sentence of the answer rests on: a further source must be nearly as good.</summary>
    [Range(0, 1)]
    public double FurtherSourceShare { get; set; } = 0.87;

    /// <summary>Most sentences in an answer; a list counts as one.</summary>
    [Range(1, 5)]
    public int MaximumSentences { get; set; } = 3;

    /// <summary>Cosine of two words below which they count as unrelated.</summary>
    [Range(0, 0.95)]
    public double SimilarityFloor { get; set; } = 0.35;
}

using System.ComponentModel.DataAnnotations;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Weights and thresholds of the extractive answerer. All scores are shares between 0 and 1; the defaults were chosen on the
/// development question sets (a staff handbook, encyclopedia articles, company filings) and hold for kinds of questions, not for single ones.
/// </summary>
public sealed class ExtractiveOptions
{
    public const string Section = "Extractive";

    /// <summary>How much of the best evidence must be there to answer at all. Lower answers more and is wrong more often.</summary>
    [Range(0, 1)]
    public double MinimumSupport { get; set; } = 0.5;

    /// <summary>A further sentence must reach this share of the best one's score.</summary>
    [Range(0, 1)]
    public double FurtherSentenceShare { get; set; } = 0.82;

    /// <summary>Most sentences in an answer; a list counts as one.</summary>
    [Range(1, 5)]
    public int MaximumSentences { get; set; } = 3;

    /// <summary>Cosine of two words below which they count as unrelated.</summary>
    [Range(0, 0.95)]
    public double SimilarityFloor { get; set; } = 0.35;
}

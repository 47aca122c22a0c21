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
    /// Support (see SufficiencyJudge) below which no answer is given. At 0.48 the handbook's 9 unanswerable questions are refused in 7
    /// cases and its 51 answerable ones in 3, the samples' 5 in 3 and its 25 in 2. Around it 0.02 less let two of the samples' refusals
    /// go, 0.02 more refused a further handbook answer in 25.
    /// </summary>
    [Range(0, 1)]
    public double MinimumSupport { get; set; } = 0.48;

    /// <summary>A further sentence must reach this share of the best one's score. Lower finds more and cites less precisely.</summary>
    [Range(0, 1)]
    public double FurtherSentenceShare { get; set; } = 0.82;

    /// <summary>Most sentences in an answer; a list counts as one.</summary>
    [Range(1, 5)]
    public int MaximumSentences { get; set; } = 3;

    /// <summary>Cosine of two words below which they count as unrelated.</summary>
    [Range(0, 0.95)]
    public double SimilarityFloor { get; set; } = 0.35;
}

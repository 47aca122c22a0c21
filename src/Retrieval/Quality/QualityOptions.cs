using System.ComponentModel.DataAnnotations;

namespace RagDocs.Retrieval.Quality;

/// <summary>When a new index is refused. Section "Quality" of the settings.</summary>
public sealed class QualityOptions
{
    public const string Section = "Quality";

    /// <summary>By how much the nDCG@10 of a quality set may fall with a new index. Default 0.02; 1 lets every index pass.</summary>
    [Range(0.0, 1.0)]
    public double LargestDrop { get; set; } = 0.02;

    /// <summary>
    /// Sets with fewer questions refuse nothing. Default 20: with fewer, one right place that falls from the first to the second rank
    /// (0.37 divided by the number of questions) would be a larger drop than is allowed.
    /// </summary>
    [Range(1, 10_000)]
    public int FewestQuestions { get; set; } = 20;
}

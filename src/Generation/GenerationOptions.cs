using System.ComponentModel.DataAnnotations;

namespace RagDocs.Generation;

/// <summary>How questions are answered, whoever writes the answer.</summary>
public sealed class GenerationOptions
{
    public const string Section = "Generation";

    /// <summary>Passages offered to the answerer. More find more and cost reading time.</summary>
    [Range(1, 50)]
    public int Passages { get; set; } = 10;

    /// <summary>Nearest places shown with a refusal.</summary>
    [Range(0, 10)]
    public int NearestPlaces { get; set; } = 3;
}

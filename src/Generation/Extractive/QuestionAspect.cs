namespace RagDocs.Generation.Extractive;

/// <summary>One thing a question asks for; "which rating do I need, and how many hours does it give?" has two.</summary>
/// <param name="Kind">What a fitting answer shows.</param>
/// <param name="Unit">
/// Stems of what is counted ("hour" of "how many hours"), "%", "$", <see cref="ClockTime"/> or <see cref="HowOften"/>; null when the question does not say.
/// </param>
/// <param name="Weights">For each term of the whole question, how much it belongs to this aspect, 0 to 1.</param>
internal sealed record QuestionAspect(AnswerKind Kind, string? Unit, IReadOnlyList<double> Weights)
{
    /// <summary>The <see cref="Unit"/> of "at what time".</summary>
    public const string ClockTime = "o'clock";

    /// <summary>The <see cref="Unit"/> of "how often".</summary>
    public const string HowOften = "how often";

    /// <summary>The words that ask it, as typed; of a comparison, the side.</summary>
    public string Text { get; init; } = "";

    /// <summary>One side of a comparison, or one of two years.</summary>
    public bool IsSide { get; init; }
}

/// <summary>A question taken apart.</summary>
/// <param name="Terms">Content words, each once, in order.</param>
/// <param name="Aspects">One or more.</param>
/// <param name="Identifiers">Members of series it names; the evidence must name them too.</param>
internal sealed record AnalyzedQuestion(
    IReadOnlyList<Term> Terms, IReadOnlyList<QuestionAspect> Aspects, IReadOnlyList<Identifier> Identifiers)
{
    /// <summary>A word this much lighter elsewhere belongs to one aspect.</summary>
    private const double Lighter = 0.2;

    /// <summary>Of the words that an aspect has more of than every other one, how well a text holds them, 0 to 1; 1 when it has none.</summary>
    /// <param name="matches">Of the text, for each term.</param>
    public double OwnShare(QuestionAspect aspect, IReadOnlyList<float> matches)
    {
        var own = Enumerable.Range(0, Terms.Count)
            .Where(i => aspect.Weights[i] >= 1 && Aspects.All(a => a == aspect || a.Weights[i] <= aspect.Weights[i] - Lighter)).ToList();
        return own.Count == 0 || Aspects.Count == 1 ? 1 : own.Average(i => matches[i]);
    }

    /// <summary>Numbers the asker brought; they answer nothing.</summary>
    public IReadOnlySet<string> Numbers { get; } = Terms.Where(t => t.IsNumber).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
}

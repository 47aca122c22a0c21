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
}

/// <summary>A question taken apart.</summary>
/// <param name="Terms">Content words, each once, in order.</param>
/// <param name="Aspects">One or more.</param>
/// <param name="Identifiers">Members of series it names; the evidence must name them too.</param>
internal sealed record AnalyzedQuestion(
    IReadOnlyList<Term> Terms, IReadOnlyList<QuestionAspect> Aspects, IReadOnlyList<Identifier> Identifiers)
{
    /// <summary>Numbers the asker brought; they answer nothing.</summary>
    public IReadOnlySet<string> Numbers { get; } = Terms.Where(t => t.IsNumber).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
}

using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Sufficiency;

/// <summary>What speaks for the passages holding an answer; all but the last are shares between 0 and 1.</summary>
internal sealed record SufficiencySigns
{
    /// <summary>The value of <see cref="AskedKind"/> where the question's kind shows in no sentence's surface.</summary>
    public const double UsualKindFit = 0.8;

    /// <summary>The best text's score as a share of the highest one possible.</summary>
    public required double Relevance { get; init; }

    /// <summary>Share of the question that the text holds when it is read with its lead-in and headings.</summary>
    public required double Read { get; init; }

    /// <summary>Share of the question that the whole passage holds.</summary>
    public required double InPassage { get; init; }

    /// <summary>Share of the question's telling words, weighed by how rare they are in the collection, that the best passage covers.</summary>
    public required double Coverage { get; init; }

    /// <summary>Cosine of the best text and the question.</summary>
    public required double Meaning { get; init; }

    /// <summary>Whether the text shows the amount, the length of time or the date asked for.</summary>
    public required double AskedKind { get; init; }

    /// <summary>Whether it speaks of the member of a series asked for ("agent 4").</summary>
    public required double Naming { get; init; }

    /// <summary>How far the best passage stands above the middle one.</summary>
    public required double Margin { get; init; }

    /// <summary>Both searches have the first passage at their top.</summary>
    public required double Agreement { get; init; }

    /// <summary>How well the passage holds the name it holds worst.</summary>
    public required double Names { get; init; }

    /// <summary>
    /// How well the passage holds what is asked about the things named, the words that are no names: where it holds the names alone ("Wexlund",
    /// "Lisbon") and nothing of the rest ("rent", "office"), it speaks of something else.
    /// </summary>
    public required double PlainWords { get; init; }

    /// <summary>The passage does not hold a year that the question names.</summary>
    public required bool YearMissing { get; init; }

    /// <summary>Logistic regression over the signs.</summary>
    public double Chance => 1 / (1 + Math.Exp(-Sum));

    /// <summary>
    /// A text about a sibling of what was asked for answers nothing, however alike it is: too rare in the question sets for a regression
    /// to learn, and certain.
    /// </summary>
    private const double Sibling = 3.0;

    /// <summary>The same for a figure of another year.</summary>
    private const double AnotherYear = 2.6;

    /// <summary>From half of the plain words on nothing is held against a text, for the rest may be said otherwise.</summary>
    private const double HalfOfThem = 0.5;
    private const double NamesOnly = 4.0;

    private double Sum =>
        -11.2 + (2.0 * Relevance) + (1.65 * Read) + (1.6 * InPassage) + (1.25 * Coverage) + (1.8 * Meaning) + (2.65 * AskedKind)
        + (2.4 * Naming) + (3.0 * Margin) + (0.5 * Agreement) + (0.5 * Names) - (YearMissing ? AnotherYear : 0) - (Naming <= 0 ? Sibling : 0)
        - (NamesOnly * (HalfOfThem - Math.Min(HalfOfThem, PlainWords)));

    public static bool IsFact(AnswerKind kind) => kind is AnswerKind.Amount or AnswerKind.Duration or AnswerKind.Time;
}

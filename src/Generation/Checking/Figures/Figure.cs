namespace RagDocs.Generation.Checking.Figures;

internal enum FigureKind
{
    /// <summary>An amount, a count, a year, an ordinal.</summary>
    Number,
    Date,
    Time,

    /// <summary>Letters and digits that name something: E14, ISO-9001, 4.2.1.</summary>
    Code,
}

/// <summary>A number, date, time or code of a text, in a form in which its spellings are equal.</summary>
internal sealed record Figure
{
    public required FigureKind Kind { get; init; }

    public required int Start { get; init; }

    public required int Length { get; init; }

    public int End => Start + Length;

    /// <summary>As written.</summary>
    public required string Text { get; init; }

    /// <summary>Readings of a number without its sign, likeliest first ("1 200" may also be two numbers); of a time minutes after midnight.</summary>
    public IReadOnlyList<decimal> Values { get; init; } = [];

    /// <summary>"%", "USD", "day" …; empty when none is written beside it.</summary>
    public string Unit { get; init; } = "";

    /// <summary>With a minus, or in brackets as in accounts.</summary>
    public bool Negative { get; init; }

    /// <summary>Written as a word that means other things too (one, second): counts as a word, not as a number, when it is not found.</summary>
    public bool Soft { get; init; }

    public int? Year { get; init; }

    /// <summary>Readings as month and day, likeliest first (05/06); day 0 when only the month is named.</summary>
    public IReadOnlyList<(int Month, int Day)> Days { get; init; } = [];

    /// <summary>Folded, without joints.</summary>
    public string Code { get; init; } = "";

    public bool IsYear => Kind == FigureKind.Number && Unit.Length == 0 && Values is [>= 1000 and < 2200, ..] && Values[0] == decimal.Truncate(Values[0]) && Length is 4 or 5;
}

using RagDocs.Generation.Checking.Figures;

namespace RagDocs.Generation.Checking.Words;

/// <summary>A word or a figure of a text that is compared.</summary>
internal sealed record CheckToken
{
    /// <summary>As written.</summary>
    public required string Text { get; init; }

    public required int Start { get; init; }

    public int End => Start + Text.Length;

    public string Folded { get; init; } = "";

    public string Stem { get; init; } = "";

    /// <summary>Counted up at every comma, bracket, colon and joining word.</summary>
    public required int Clause { get; init; }

    public bool IsStop { get; init; }

    /// <summary>Written like a name: with a capital that does not come from standing first.</summary>
    public bool IsName { get; init; }

    public Figure? Figure { get; init; }

    /// <summary>Says something by itself.</summary>
    public bool IsContent => Figure is null && !IsStop;

    /// <summary>A number, date, time or code that must be found; not "one" or "second".</summary>
    public bool IsHardFigure => Figure is { Soft: false };

    /// <summary>Whether two texts say the same here.</summary>
    public bool Says(CheckToken other) => Figure is not null && other.Figure is not null
        ? FigureMatch.Says(other.Figure, Figure)
        : Stem.Length > 0 && Stem == other.Stem;
}

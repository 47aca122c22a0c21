using RagDocs.Generation.Checking.Figures;

namespace RagDocs.Generation.Warnings;

/// <summary>What a figure counts or measures.</summary>
/// <param name="Of">A unit's name ("EUR", "day"), or the stem of the word that is counted ("member"); empty when neither stands beside it.</param>
/// <param name="Per">What it is given for each of ("year"); empty when it is not.</param>
internal readonly record struct Measure(string Of, string Per)
{
    // Calendar units as days: 30 days and a month, 12 months and a year are one. Hours of a working day are not.
    private static readonly Dictionary<string, (string Kind, double Factor)> Sizes = new(StringComparer.Ordinal)
    {
        ["day"] = ("days", 1), ["week"] = ("days", 7), ["month"] = ("days", 30.44), ["quarter"] = ("days", 91.3), ["year"] = ("days", 365.25),
        ["second"] = ("seconds", 1), ["minute"] = ("seconds", 60), ["hour"] = ("seconds", 3600),
        ["mm"] = ("length", 0.001), ["cm"] = ("length", 0.01), ["metre"] = ("length", 1), ["km"] = ("length", 1000),
        ["inch"] = ("length", 0.0254), ["foot"] = ("length", 0.3048), ["mile"] = ("length", 1609.34),
        ["gram"] = ("mass", 0.001), ["kg"] = ("mass", 1), ["ton"] = ("mass", 1000),
    };

    /// <summary>Share by which converted figures may differ and still be the same: 30 days and a month.</summary>
    private const double Converted = 0.04;

    /// <summary>Whether two figures can be set against each other at all.</summary>
    public bool IsComparableTo(Measure other) => KindOf(Of) == KindOf(other.Of) && (Per.Length == 0 || other.Per.Length == 0 || Per == other.Per);

    /// <summary>Whether a figure of this measure says the same as one of the other.</summary>
    public bool AreEqual(Figure figure, Measure other, Figure against)
    {
        if (FigureMatch.Says(figure, against) || FigureMatch.Says(against, figure)) return true;
        if (!Sizes.TryGetValue(Of, out var size) || !Sizes.TryGetValue(other.Of, out var otherSize) || Of == other.Of) return false;
        return figure.Values.Any(a => against.Values.Any(b => Differ((double)a * size.Factor, (double)b * otherSize.Factor) <= Converted));
    }

    private static double Differ(double a, double b) => Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Max(Math.Abs(b), double.Epsilon));

    private static string KindOf(string unit) => Sizes.TryGetValue(unit, out var size) ? size.Kind : unit;
}

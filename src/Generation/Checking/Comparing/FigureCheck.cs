using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>Every number, date, time and code must stand in the source, and belong to the same thing there.</summary>
internal static class FigureCheck
{
    private static readonly HashSet<string> Gains = ["profit", "incom", "earn", "gain", "growth", "gewinn", "ergebni", "benefic", "ganancia"];
    private static readonly HashSet<string> Losses =
        ["loss", "decreas", "declin", "drop", "fall", "fell", "reduct", "reduc", "lower", "outflow", "negat", "deficit", "minus", "verlust", "ruckgang", "baiss", "pert", "perdida", "used", "use", "cost", "expens", "less"];

    public static IEnumerable<CheckFinding> Find(PartComparison part)
    {
        for (var i = 0; i < part.Written.Count; i++)
        {
            if (part.Written[i] is { Figure: { } figure, IsHardFigure: true } && FindAt(part, i, figure) is { } finding) yield return finding;
        }
    }

    private static CheckFinding? FindAt(PartComparison part, int i, Figure figure)
    {
        var rounded = part.Markers.Any(m => m.Meaning is MarkerMeaning.About && m.Scope.Contains(i));
        if (!part.HoldsFigure(figure, rounded)) return Missing(part, i, figure);
        if (figure.Kind == FigureKind.Date && figure.Year is { } year && !HasYear(part, figure, year)) return new CheckFinding(CheckFindingKind.NumberNotFound, figure.Text);
        var same = part.Written.Count(t => t.Figure is not null && t.Says(part.Written[i]));
        if (same > 1 && same > part.CitedTokens.Count(t => t.Figure is not null && FigureMatch.Says(t.Figure, figure, rounded)))
        {
            return new CheckFinding(CheckFindingKind.NumberOfOther, figure.Text);
        }

        var inTable = TableCheck.Place(part, i, figure);
        if (inTable == TablePlace.Other) return new CheckFinding(CheckFindingKind.NumberOfOther, figure.Text);
        if (inTable == TablePlace.Named) return null;
        if (SignCheck(part, i, figure, rounded) is { } sign) return sign;
        return part.IsInPlace(i) ? null : OfOther(part, i, figure);
    }

    private static CheckFinding Missing(PartComparison part, int i, Figure figure)
    {
        var instead = part.Facing(i).FirstOrDefault(t => t.Figure?.Kind == figure.Kind);
        return instead is null ? new CheckFinding(CheckFindingKind.NumberNotFound, figure.Text) : new CheckFinding(CheckFindingKind.NumberOfOther, figure.Text, instead.Text);
    }

    private static bool HasYear(PartComparison part, Figure date, int year) =>
        part.CitedTokens.Any(t => t.Figure is { Kind: FigureKind.Date } d && d.Year == year && FigureMatch.Says(d, date))
        || (part.CitedTokens.Any(t => t.Figure is { Kind: FigureKind.Date, Year: null } d && FigureMatch.Says(d, date))
            && part.CitedTokens.Any(t => t.Figure is { } f && ((f.IsYear && f.Values[0] == year) || f.Year == year)));

    // The source holds the figure, but has another one where this stands, by its place or by the words around it.
    private static CheckFinding? OfOther(PartComparison part, int i, Figure figure)
    {
        foreach (var facing in part.Facing(i))
        {
            if (facing.Figure is { Soft: false } other && other.Kind == figure.Kind && !FigureMatch.Says(other, figure)) return new CheckFinding(CheckFindingKind.NumberOfOther, figure.Text, facing.Text);
        }

        var (own, others, instead) = (0.0, 0.0, "");
        foreach (var unit in part.Cited.SelectMany(p => p.Units))
        {
            var isChosen = part.Units.Contains(unit);
            for (var j = 0; j < unit.Tokens.Count; j++)
            {
                if (unit.Tokens[j].Figure is not { } source) continue;
                var says = FigureMatch.Says(source, figure, rounded: true);
                if (!says && (!isChosen || source.Kind != figure.Kind || source.IsYear != figure.IsYear || IsListed(unit.Tokens, j, figure))) continue;
                var likeness = Surroundings.Likeness(part.Written, i, unit.Tokens, j);
                if (says) own = Math.Max(own, likeness);
                else if (likeness > others) (others, instead) = (likeness, unit.Tokens[j].Text);
            }
        }

        return others > CheckThresholds.Misplaced * own + CheckThresholds.MisplacedBy ? new CheckFinding(CheckFindingKind.NumberOfOther, figure.Text, instead) : null;
    }

    // "12, 15 and 7": the order of a list says little.
    private static bool IsListed(IReadOnlyList<CheckToken> tokens, int at, Figure figure) =>
        (at > 0 && tokens[at - 1].Figure is { } before && FigureMatch.Says(before, figure)) || (at + 1 < tokens.Count && tokens[at + 1].Figure is { } after && FigureMatch.Says(after, figure));

    private static CheckFinding? SignCheck(PartComparison part, int i, Figure figure, bool rounded)
    {
        if (figure.Kind != FigureKind.Number || figure.IsYear) return null;
        var sources = part.Units.SelectMany(u => u.Tokens.Where(t => t.Figure is { } f && FigureMatch.Says(f, figure, rounded)).Select(t => (Token: t, Unit: u))).ToList();
        if (sources.Count == 0 || sources.Exists(s => s.Token.Figure!.Negative == figure.Negative)) return null;
        var near = part.Written.Skip(Math.Max(0, i - 8)).Take(16).Select(t => t.Stem).ToList();
        var reversed = figure.Negative
            ? !sources.Exists(s => s.Unit.Stems.Overlaps(Losses))
            : near.Exists(Gains.Contains) && !near.Exists(Losses.Contains);
        return reversed ? new CheckFinding(CheckFindingKind.Reversed, figure.Text, sources[0].Token.Text) : null;
    }
}

using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>Words that turn what is said must not be added, left out or exchanged: negation, all and some, at least and at most, must and may, before and after.</summary>
internal static class TurnCheck
{
    private const int Near = 4;

    /// <summary>Negation in other words than not: its absence there is no reversal.</summary>
    private static readonly HashSet<string> Denying =
        ["lack", "fail", "avoid", "refus", "unless", "except", "exclud", "instead", "rather", "than", "prevent", "stop", "absenc", "un", "ausser", "sauf", "salvo", "excepto", "statt"];

    public static IEnumerable<CheckFinding> Find(PartComparison part) =>
        part.Markers.Select(m => Added(part, m)).Concat(part.Alignments.SelectMany(a => a.Source.Markers.Select(m => Dropped(part, a, m)))).OfType<CheckFinding>();

    private static CheckFinding? Added(PartComparison part, Marker marker)
    {
        var at = marker.At;
        if (part.Alignments.Any(a => a.IsInPlace(at) && a.Source.Markers.Any(m => m.Meaning == marker.Meaning && m.At <= a.At(at) && a.At(at) < m.At + m.Count))) return null;
        var words = Phrase(part.Written, marker);
        if (marker.Group == MarkerGroup.Negation) return AddedNegation(part, marker) ? new CheckFinding(CheckFindingKind.Reversed, words) : null;
        if (IsNegated(part.Written, part.Markers, marker)) return null;
        var rivals = new List<(Marker Marker, Alignment Alignment)>();
        var heard = false;
        foreach (var alignment in part.Alignments)
        {
            foreach (var scope in marker.Scope.Take(1))
            {
                foreach (var j in Occurrences(alignment, part.Written[scope]))
                {
                    heard = true;
                    foreach (var m in alignment.Source.Markers.Where(m => m.Group == marker.Group && m.Scope.Contains(j) && !IsNegated(alignment.Source.Tokens, alignment.Source.Markers, m)))
                    {
                        if (m.Meaning == marker.Meaning) return null;
                        rivals.Add((m, alignment));
                    }
                }
            }
        }

        if (rivals.Count > 0 && Differ(marker.Meaning, rivals[0].Marker.Meaning)) return Exchanged(marker, words, rivals[0].Marker, Phrase(rivals[0].Alignment.Source.Tokens, rivals[0].Marker));
        var isNew = heard && marker.Meaning is MarkerMeaning.Only or MarkerMeaning.AtLeast or MarkerMeaning.AtMost && !part.CitedTokens.Any(t => t.Folded == part.Written[at].Folded);
        return isNew && rivals.Count == 0 ? new CheckFinding(CheckFindingKind.Changed, words) : null;
    }

    private static CheckFinding? Dropped(PartComparison part, Alignment alignment, Marker marker)
    {
        var source = alignment.Source.Tokens;
        if (marker.Group == MarkerGroup.Negation)
        {
            return DroppedNegation(part, alignment, marker) ? new CheckFinding(CheckFindingKind.Reversed, Context(source, marker, 3), Context(source, marker, 3)) : null;
        }

        if (marker.Group != MarkerGroup.Bound || marker.Meaning == MarkerMeaning.About) return null;
        for (var k = 0; k < part.Written.Count; k++)
        {
            if (part.Written[k].Figure is null || !part.Written[k].Says(source[marker.Scope[0]])) continue;
            if (part.Markers.Any(m => m.Group == MarkerGroup.Bound && m.Scope.Contains(k))) return null;
            return alignment.At(k) == marker.Scope[0] && part.IsAtHome(k, alignment) ? new CheckFinding(CheckFindingKind.Changed, part.Written[k].Text, Context(source, marker, 1)) : null;
        }

        return null;
    }

    private static bool AddedNegation(PartComparison part, Marker marker)
    {
        // The nearest word that the source has decides.
        foreach (var scope in marker.Scope)
        {
            var occurrences = part.Alignments.SelectMany(a => Occurrences(a, part.Written[scope]).Select(j => IsDenied(a.Source.Tokens, a.Source.Markers, j))).ToList();
            if (occurrences.Count > 0) return !occurrences.Contains(true);
        }

        return false;
    }

    private static bool DroppedNegation(PartComparison part, Alignment alignment, Marker marker)
    {
        var source = alignment.Source.Tokens;
        for (var k = 0; k + 1 < part.Written.Count; k++)
        {
            // The words on both sides of it stand together in the sentence.
            if (part.IsAtHome(k, alignment) && alignment.At(k) >= 0 && alignment.At(k) < marker.At && alignment.At(k + 1) >= marker.At + marker.Count && alignment.At(k + 1) - alignment.At(k) <= marker.Count + 2
                && !IsNear(part.Markers, k)) return true;
        }

        foreach (var scope in marker.Scope)
        {
            var written = Enumerable.Range(0, part.Written.Count).Where(k => alignment.At(k) == scope && part.IsAtHome(k, alignment)).ToList();
            if (written.Count == 0) continue;
            return !written.Exists(k => IsDenied(part.Written, part.Markers, k))
                && !part.Alignments.Any(a => Occurrences(a, source[scope]).Any(j => !IsDenied(a.Source.Tokens, a.Source.Markers, j)));
        }

        return false;
    }

    private static bool IsNear(IReadOnlyList<Marker> markers, int k) => markers.Any(m => m.Group == MarkerGroup.Negation && Math.Abs(m.At - k) <= Near);

    private static bool IsDenied(IReadOnlyList<CheckToken> tokens, IReadOnlyList<Marker> markers, int at) =>
        markers.Any(m => m.Group == MarkerGroup.Negation && (m.Scope.Contains(at) || (m.At < at && at - m.At <= Near && tokens[at].Clause - tokens[m.At].Clause <= 1)))
        || tokens.Skip(Math.Max(0, at - Near)).Take(Near).Any(t => Denying.Contains(t.Stem));

    private static IEnumerable<int> Occurrences(Alignment alignment, CheckToken word) =>
        Enumerable.Range(0, alignment.Source.Tokens.Count).Where(j => word.Says(alignment.Source.Tokens[j]));

    // "may not" and "must not" forbid alike.
    private static bool IsNegated(IReadOnlyList<CheckToken> tokens, IReadOnlyList<Marker> markers, Marker marker) =>
        marker.Group == MarkerGroup.Modality && markers.Any(m => m.Group == MarkerGroup.Negation && m.At >= marker.At - 3 && m.At - marker.At - marker.Count <= 1);

    private static bool Differ(MarkerMeaning a, MarkerMeaning b) => a != b && (a, b) is not ((MarkerMeaning.About, _) or (_, MarkerMeaning.About) or (MarkerMeaning.Only, _) or (_, MarkerMeaning.Only));

    private static CheckFinding Exchanged(Marker written, string words, Marker source, string instead) => new(
        (written.Meaning, source.Meaning) is (MarkerMeaning.Must or MarkerMeaning.Should, MarkerMeaning.Must or MarkerMeaning.Should) or (MarkerMeaning.Most, _) or (_, MarkerMeaning.Most)
            ? CheckFindingKind.Changed : CheckFindingKind.Reversed, words, instead);

    private static string Phrase(IReadOnlyList<CheckToken> tokens, Marker marker) => string.Join(' ', tokens.Skip(marker.At).Take(marker.Count).Select(t => t.Text));

    private static string Context(IReadOnlyList<CheckToken> tokens, Marker marker, int after) =>
        string.Join(' ', tokens.Skip(marker.At).Take(marker.Count + after).Select(t => t.Text));
}

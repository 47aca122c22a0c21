using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>Names must stand in the source, and in the same part.</summary>
internal static class NameCheck
{
    public static IEnumerable<CheckFinding> Find(PartComparison part)
    {
        for (var i = 0; i < part.Written.Count; i++)
        {
            var token = part.Written[i];
            // Wordings of at least and every are compared by what they mean.
            if (!token.IsContent || part.Markers.Any(m => m.At <= i && i < m.At + m.Count)) continue;
            var facing = part.IsInPlace(i) ? [] : part.Facing(i).Where(t => t.IsContent).ToList();
            var other = facing.Find(f => IsOther(token, f));
            if (other is not null && Swapped(part, i, other))
            {
                yield return new CheckFinding(CheckFindingKind.NameOfOther, token.Text, other.Text);
            }
            else if (IsName(part, i) && part.Cover[i] == 0 && !IsInitials(part, token))
            {
                var name = facing.Find(f => f.IsName);
                yield return name is null ? new CheckFinding(CheckFindingKind.NameNotFound, token.Text) : new CheckFinding(CheckFindingKind.NameOfOther, token.Text, name.Text);
            }
            else if (other is not null && IsName(part, i) && other.IsName)
            {
                yield return new CheckFinding(CheckFindingKind.NameOfOther, token.Text, other.Text);
            }
            else if (other is not null && part.Cover[i] == 0 && facing.Count == 1 && (char.IsUpper(token.Text[0]) || part.AreUnrelated(token, other)))
            {
                yield return new CheckFinding(CheckFindingKind.Changed, token.Text, other.Text);
            }
        }
    }

    /// <summary>The first word of a sentence may be a name too: when a name follows, or when its source stands inside a sentence with a capital.</summary>
    private static bool IsName(PartComparison part, int i)
    {
        var token = part.Written[i];
        if (token.IsName || part.Language == "de") return token.IsName;
        if (!char.IsUpper(token.Text[0])) return false;
        return (i + 1 < part.Written.Count && part.Written[i + 1].IsName) || part.CitedTokens.Any(t => t.IsName && t.Stem == token.Stem);
    }

    private static bool IsOther(CheckToken written, CheckToken source) => written.Stem != source.Stem && !source.Stem.StartsWith(written.Stem, StringComparison.Ordinal);

    // Two words that stand in each other's place.
    private static bool Swapped(PartComparison part, int i, CheckToken other)
    {
        for (var k = 0; k < part.Written.Count; k++)
        {
            if (k == i || !part.Written[k].Says(other) || part.IsInPlace(k)) continue;
            if (part.Facing(k).Any(t => t.Says(part.Written[i]))) return true;
        }

        return false;
    }

    // GSA for General Services Administration.
    private static bool IsInitials(PartComparison part, CheckToken token)
    {
        var letters = token.Text.Where(char.IsUpper).ToArray();
        if (letters.Length < 2 || letters.Length > 6) return false;
        var tokens = part.CitedTokens.Where(t => t.Figure is null && char.IsUpper(t.Text[0])).Select(t => t.Text[0]).ToArray();
        return new string(tokens).Contains(new string(letters), StringComparison.Ordinal);
    }
}

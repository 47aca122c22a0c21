namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>How the last word of a line and the first of the next belong together.</summary>
internal enum LineJoin
{
    Space,

    /// <summary>A compound written with a hyphen: "long-" "term".</summary>
    KeepHyphen,

    /// <summary>A word broken to fill the line: "exam-" "ple".</summary>
    DropHyphen,
}

/// <summary>Tells broken words from compounds at line ends.</summary>
internal static class Hyphenation
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CompoundStarts = Words(
        "all anti co cost cross de double e ex first five four full half high in inter ill large left long low mid multi near new non off on one " +
        "open part per post pre pro quasi right second self semi short single six small so state sub ten third three time tax two un well year");

    // "short- and long-term"
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Conjunctions = Words("and or to und oder bis et ou");

    /// <summary>What stands between two words of different lines.</summary>
    public static LineJoin Join(ReadOnlySpan<char> last, ReadOnlySpan<char> next)
    {
        if (last.Length < 2 || last[^1] is not ('-' or '‐') || !char.IsLetterOrDigit(last[^2]) || !char.IsLetterOrDigit(next[0])) return LineJoin.Space;
        if (Conjunctions.Contains(next)) return LineJoin.Space;
        return IsBroken(last[..^1].TrimStart("(\"“‘'["), next) ? LineJoin.DropHyphen : LineJoin.KeepHyphen;
    }

    private static bool IsBroken(ReadOnlySpan<char> part, ReadOnlySpan<char> next)
    {
        if (part.Length < 2 || !char.IsLower(part[^1]) || !char.IsLower(next[0]) || CompoundStarts.Contains(part)) return false;
        foreach (var c in part)
        {
            if (!char.IsLetter(c)) return false;
        }

        return true;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        new HashSet<string>(words.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}

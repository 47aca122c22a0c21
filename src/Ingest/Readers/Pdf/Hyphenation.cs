namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Tells a word broken at a line end ("exam-" "ple") from a compound written with a hyphen ("long-" "term").</summary>
internal static class Hyphenation
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CompoundStarts = new HashSet<string>(
        ("all anti co cost cross de double e ex first five four full half high in inter ill intra large left long low mid multi near new non off on one " +
        "open part per post pre pro quasi re right second self semi short single six small so state sub ten third three time tax two un well " +
        "year year-to").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True when both parts are one word: letters before a single hyphen, small letters after it, and no common first part of compounds.</summary>
    /// <param name="last">Last word of a line.</param>
    /// <param name="next">First word of the next line.</param>
    public static bool IsBroken(ReadOnlySpan<char> last, ReadOnlySpan<char> next)
    {
        if (last.Length < 3 || last[^1] is not ('-' or '‐') || !char.IsLower(next[0])) return false;
        var part = last[..^1].TrimStart("(\"“‘'[");
        if (part.Length < 2) return false;
        foreach (var c in part)
        {
            if (!char.IsLetter(c)) return false;
        }

        return char.IsLower(part[^1]) && !CompoundStarts.Contains(part);
    }
}

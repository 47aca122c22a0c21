using System.Buffers;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>
/// Finds where a text says what an abbreviation stands for: "Paid Time Off (PTO)", "PTO (paid time off)", and lines of a list of terms,
/// "PTO – Paid Time Off". What is not such a place by its form costs a search for a bracket and one look at each line's beginning.
/// </summary>
internal static class AbbreviationFinder
{
    private const int LongestText = 160;
    private static readonly SearchValues<char> Ends = SearchValues.Create("?!;:()[]{}|\n\t•›");
    private static readonly SearchValues<char> ListMarks = SearchValues.Create(" \t-*•|#_");
    private static readonly SearchValues<char> Joints = SearchValues.Create(":–—=|\t-");

    public static void Find(ReadOnlySpan<char> text, Action<Abbreviation> found)
    {
        for (var at = text.IndexOf('('); at >= 0; at = Next(text, at + 1, '(')) InBrackets(text, at, found);
        for (var at = 0; at >= 0 && at < text.Length; at = Next(text, at, '\n') is >= 0 and var end ? end + 1 : -1) InLine(text[at..], found);
    }

    private static void InBrackets(ReadOnlySpan<char> text, int open, Action<Abbreviation> found)
    {
        var behind = text[(open + 1)..Math.Min(text.Length, open + 1 + LongestText)];
        var length = behind.IndexOf(')');
        if (length < 2) return;
        var inside = behind[..length];
        var before = LastOfSentence(text[Math.Max(0, open - LongestText)..open]);
        if (inside.IndexOfAny(',', ';') is >= 0 and var comma && ShortForm.Of(inside[..comma]).Length > 0) inside = inside[..comma];
        if (ShortForm.Of(inside) is { Length: > 0 } behindIt) Add(behindIt, LongForm.AtEnd(behindIt, LastWords(before, LongForm.MostWords(behindIt.Length))), found);
        else if (ShortForm.Of(LastWords(before, 1)) is { Length: > 0 } beforeIt) Add(beforeIt, LongForm.Whole(beforeIt, inside), found);
    }

    private static void InLine(ReadOnlySpan<char> text, Action<Abbreviation> found)
    {
        var start = text.IndexOfAnyExcept(ListMarks);
        if (start < 0 || !char.IsUpper(text[start]) && !char.IsDigit(text[start])) return;
        text = text[start..Math.Min(text.Length, start + LongestText)];
        // The joint stands free, or right behind the short form: a hyphen within it is none.
        var joint = text.IndexOfAny(Joints);
        while (joint > 0 && text[joint] == '-' && text[joint - 1] != ' ') joint = text[(joint + 1)..].IndexOfAny(Joints) is >= 0 and var next ? joint + 1 + next : -1;
        if (joint < 2 || ShortForm.Of(text[..joint]) is not { Length: > 0 } shortForm) return;
        var rest = text[(joint + 1)..].TrimStart(" \t|–—-:=*");
        if (rest.IndexOfAny(Ends) is >= 0 and var end) rest = rest[..end];
        if (rest.IndexOf(". ") is >= 0 and var stop) rest = rest[..stop];
        if (rest.IndexOf(',') is >= 0 and var comma) rest = rest[..comma];
        Add(shortForm, LongForm.Whole(shortForm, rest.TrimEnd(". ")), found);
    }

    private static void Add(ReadOnlySpan<char> shortForm, ReadOnlySpan<char> longForm, Action<Abbreviation> found)
    {
        if (longForm.Length > 0) found(new Abbreviation(shortForm.ToString(), string.Join(' ', longForm.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    private static ReadOnlySpan<char> LastOfSentence(ReadOnlySpan<char> text)
    {
        text = text[(text.LastIndexOfAny(Ends) + 1)..];
        var stop = text.LastIndexOf(". ");
        // U.S. Code is one name.
        while (stop > 1 && char.IsUpper(text[stop - 1]) && text[stop - 2] is '.' or ' ') stop = text[..stop].LastIndexOf(". ");
        return stop < 0 ? text : text[(stop + 2)..];
    }

    private static ReadOnlySpan<char> LastWords(ReadOnlySpan<char> text, int most)
    {
        text = text.TrimEnd();
        var start = text.Length;
        for (var words = 0; words < most && start > 0; words++) start = Math.Max(0, text[..start].TrimEnd().LastIndexOf(' ') + 1) is var next && next < start ? next : 0;
        return text[start..];
    }

    private static int Next(ReadOnlySpan<char> text, int from, char wanted) => text[from..].IndexOf(wanted) is >= 0 and var at ? from + at : -1;
}

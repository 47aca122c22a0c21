using System.Text.RegularExpressions;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Guesses headings from what poppler tells: short blocks in clearly larger lines, or short lines that name a part ("Item 7. …",
/// "3.2 …"). Conservative: a missed heading costs little, a wrong one cuts a section in two.
/// </summary>
internal static partial class HeadingGuess
{
    private const int LongestHeading = 120;
    private const int LongestNamedPart = 90;

    /// <summary>Rank of the heading, 1 the highest; 0 when the block is none.</summary>
    /// <param name="text">The block's text.</param>
    /// <param name="lines">Number of its lines.</param>
    /// <param name="ratio">Height of its lines by the height of the file's body lines.</param>
    public static int Level(string text, int lines, float ratio)
    {
        if (lines > 3 || text.Length > LongestHeading || !IsWords(text) || text[^1] is '.' or ',' or ';' or ':') return 0;
        if (ratio >= 1.8f) return 1;
        if (ratio >= 1.45f) return 2;
        if (ratio >= 1.2f) return 3;
        if (lines > 1 || ratio < 0.95f || text.Length > LongestNamedPart || char.IsAsciiDigit(text[^1])) return 0;
        if (NamedPart().IsMatch(text)) return 2;
        var number = SectionNumber().Match(text);
        return number.Success ? Math.Min(6, 2 + number.Groups["dots"].Length) : 0;
    }

    /// <summary>At least three letters, and more letters than anything else: no figures, no decoration.</summary>
    private static bool IsWords(string text)
    {
        var letters = 0;
        var others = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c)) letters++;
            else if (!char.IsWhiteSpace(c)) others++;
        }

        return letters >= 3 && letters > others * 2;
    }

    [GeneratedRegex(@"^(PART|Part|ITEM|Item|NOTE|Note|CHAPTER|Chapter|SECTION|Section|APPENDIX|Appendix|ARTICLE|Article|ANNEX|Annex|EXHIBIT|Exhibit) ([0-9]{1,3}[A-Z]?|[IVX]{1,5}|[A-Z])([.:)—–-]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedPart();

    [GeneratedRegex(@"^[0-9]{1,2}(?<dots>(\.[0-9]{1,2}){1,4})\.? +\p{Lu}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SectionNumber();
}

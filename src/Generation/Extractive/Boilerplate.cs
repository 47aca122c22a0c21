using System.Text.RegularExpressions;

namespace RagDocs.Generation.Extractive;

/// <summary>Texts that never answer, whatever words they hold: questions, lines that announce what follows, what pages carry around their content.</summary>
internal static partial class Boilerplate
{
    private const int HeadingWords = 9;

    public static bool Is(Candidate candidate) =>
        candidate.Shape == CandidateShape.Sentence
        && (candidate.Quote.AsSpan().TrimEnd() is [.., '?' or ':'] || IsAroundContent().IsMatch(candidate.Text));

    /// <summary>A line of its own, short, in words, without an end mark and with capitals where a sentence has none, or a lone word or two.</summary>
    public static bool IsHeading(Candidate line)
    {
        var text = line.Text;
        if (line.Previous is not null || text.Length == 0 || !char.IsLetter(text[^1]) || text.Any(char.IsAsciiDigit)) return false;
        var words = text.Split(' ');
        return words.Length <= HeadingWords && char.IsUpper(text[0]);
    }

    [GeneratedRegex(
        @"^(page|seite)\s+\d+(\s+(of|von|/)\s+\d+)?$|^(©|copyright\b)|\ball rights reserved\b|^table of contents$|^back to top$|^edit this page|" +
        @"^(last )?(updated|reviewed)( on)?:?\s|^(read|learn|see) more\W*$|\bversion \d+(\.\d+)*\b.{0,40}\b(valid|approved|owner)\b|^[^.!]*\s[·|•]\s[^.!]*\s[·|•]\s[^.!]*$|^click (here|the button)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IsAroundContent();
}

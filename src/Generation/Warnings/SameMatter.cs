using System.Text.RegularExpressions;
using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Warnings;

/// <summary>
/// Whether two passages can speak of the same matter at all, told by their titles and headings: not when these name different years, places,
/// groups or companies, nor when they are one title with a word more or exchanged (Travel in Portugal, Travel in Spain). Draft and final are one matter.
/// </summary>
internal sealed partial class SameMatter(IReadOnlySet<string> common)
{
    public bool May(CheckedPassage first, Passage firstPassage, CheckedPassage second, Passage secondPassage)
    {
        if (first.Language != second.Language || AreOfOtherYears(firstPassage, first, secondPassage, second)) return false;
        var (own, others) = (Own(Headings(firstPassage), first, second), Own(Headings(secondPassage), second, first));
        if (firstPassage.DocumentId == secondPassage.DocumentId) return (own.Count == 0 || others.Count == 0) && !own.Concat(others).Any(ClaimWords.IsCase);
        if (own.Concat(others).Any(w => ClaimWords.IsCase(w) || (char.IsUpper(w.Text[0]) && !common.Contains(w.Stem)))) return false;
        return TitlesAgree(firstPassage.Title, first, secondPassage.Title, second);
    }

    // Two titles that share a word are of one series: what only one of them says besides is its part of it.
    private bool TitlesAgree(string title, CheckedPassage first, string otherTitle, CheckedPassage second)
    {
        var (words, otherWords) = (Words(title, first.Language), Words(otherTitle, first.Language));
        var shares = words.Exists(w => !ClaimWords.IsPaper(w) && otherWords.Exists(o => o.Stem == w.Stem));
        return Own(title, first, second).Concat(Own(otherTitle, second, first)).All(w => !shares && !ClaimWords.IsCase(w) && !IsName(w, title, otherTitle));
    }

    // In a title that writes other words small, a capital is a name's. German writes every noun with one.
    private bool IsName(CheckToken word, params string[] titles) => word.IsName && !common.Contains(word.Stem)
        && Array.Exists(titles, t => t.Contains(word.Text, StringComparison.Ordinal) && SmallWord().IsMatch(t));

    // Said in neither the other's title and headings nor its text.
    private static List<CheckToken> Own(string text, CheckedPassage passage, CheckedPassage other) =>
        [.. Words(text, passage.Language).Where(t => !ClaimWords.IsPaper(t) && !other.AboveStems.Contains(t.Stem) && !other.Stems.Contains(t.Stem))];

    // Headings of another year, quarter or code are of another matter. A handbook of 2024 beside a policy without a year is not: both may count today.
    private static bool AreOfOtherYears(Passage firstPassage, CheckedPassage first, Passage secondPassage, CheckedPassage second)
    {
        if (Named(Headings(firstPassage), first).Any(f => !Holds(second, f)) || Named(Headings(secondPassage), second).Any(f => !Holds(first, f))) return true;
        var (own, others) = (Named(firstPassage.Title, first), Named(secondPassage.Title, second));
        return own.Count > 0 && others.Count > 0 && (own.Exists(f => !Holds(second, f)) || others.Exists(f => !Holds(first, f)));
    }

    private static List<Figure> Named(string text, CheckedPassage passage) => [.. FigureReader.Read(text, passage.Language)
        .Where(f => f.IsYear || f.Kind == FigureKind.Date || (f.Kind == FigureKind.Code && !Version().IsMatch(f.Text)))];

    private static bool Holds(CheckedPassage passage, Figure figure) => passage.Above.Concat(passage.Units.SelectMany(u => u.Tokens))
        .Any(t => t.Figure is not null && (FigureMatch.Says(t.Figure, figure) || FigureMatch.Says(figure, t.Figure)));

    private static List<CheckToken> Words(string text, string language) => [.. CheckTokenizer.Split(text, language).Where(t => t.IsContent)];

    // The document's first heading is its title once more.
    private static string Headings(Passage passage) =>
        string.Join('\n', passage.HeadingPath.Split(" › ", StringSplitOptions.RemoveEmptyEntries).Where(h => !string.Equals(h.Trim(), passage.Title.Trim(), StringComparison.OrdinalIgnoreCase)));

    // v2, rev3; 4.2.1 of a heading is its number.
    [GeneratedRegex(@"^(v|rev|version)\W?\d|^[\d.]+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"(^|\s)\p{Ll}{4,}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SmallWord();
}

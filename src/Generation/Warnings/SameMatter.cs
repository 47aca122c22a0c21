using System.Text.RegularExpressions;
using RagDocs.Generation.Checking.Figures;
using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Warnings;

/// <summary>
/// Whether two passages can speak of the same matter at all, told by their titles and headings: not when these name different years, places,
/// groups or companies, nor when they are one title with a word exchanged (Travel in Portugal, Travel in Spain). Draft and final are one matter.
/// </summary>
internal sealed partial class SameMatter(IReadOnlySet<string> common)
{
    public bool May(CheckedPassage first, Passage firstPassage, CheckedPassage second, Passage secondPassage)
    {
        if (first.Language != second.Language) return false;
        if (!YearsAgree(first, second) || !YearsAgree(second, first)) return false;
        var (own, others) = (Own(first, second), Own(second, first));
        if (own.Concat(others).Any(w => ClaimWords.IsCase(w) || IsName(w, first.Language))) return false;
        if (firstPassage.DocumentId == secondPassage.DocumentId) return own.Count == 0 || others.Count == 0;
        return !AreParallel(Words(firstPassage.Title, first.Language), Words(secondPassage.Title, first.Language))
            && !AreParallel(Words(Leaf(firstPassage), first.Language), Words(Leaf(secondPassage), first.Language));
    }

    private static List<CheckToken> Own(CheckedPassage passage, CheckedPassage other) =>
        [.. passage.Above.Where(t => t.IsContent && !ClaimWords.IsPaper(t) && !other.AboveStems.Contains(t.Stem) && !other.Stems.Contains(t.Stem))];

    // German writes every noun with a capital.
    private bool IsName(CheckToken word, string language) => language != "de" && char.IsUpper(word.Text[0]) && !common.Contains(word.Stem);

    private static bool YearsAgree(CheckedPassage passage, CheckedPassage other) => passage.Above.All(t => t.Figure is not { } figure
        || !(figure.IsYear || figure.Kind == FigureKind.Date || (figure.Kind == FigureKind.Code && !Version().IsMatch(figure.Text)))
        || other.Above.Concat(other.Units.SelectMany(u => u.Tokens)).Any(o => o.Figure is not null && (FigureMatch.Says(o.Figure, figure) || FigureMatch.Says(figure, o.Figure))));

    // One exchanged for another, apart from what kind of paper it is.
    private static bool AreParallel(List<CheckToken> first, List<CheckToken> second)
    {
        var shared = first.Count(w => second.Exists(o => o.Stem == w.Stem));
        if (shared == 0) return false;
        var mine = first.Exists(w => !ClaimWords.IsPaper(w) && !second.Exists(o => o.Stem == w.Stem));
        var others = second.Exists(w => !ClaimWords.IsPaper(w) && !first.Exists(o => o.Stem == w.Stem));
        var sharesMatter = first.Exists(w => !ClaimWords.IsPaper(w) && second.Exists(o => o.Stem == w.Stem));
        return mine && others && (sharesMatter || shared > 1);
    }

    private static List<CheckToken> Words(string text, string language) => [.. CheckTokenizer.Split(text, language).Where(t => t.IsContent)];

    private static string Leaf(Passage passage) => passage.HeadingPath[(passage.HeadingPath.LastIndexOf('›') + 1)..];

    // v2, rev3; 4.2.1 of a heading is its number.
    [GeneratedRegex(@"^(v|rev|version)\W?\d|^[\d.]+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();
}

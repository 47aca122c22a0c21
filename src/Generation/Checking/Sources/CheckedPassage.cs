using RagDocs.Generation.Checking.Words;
using RagDocs.Generation.Extractive;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Sources;

/// <summary>A passage cut into what sentences are compared with; made once for each answer.</summary>
internal sealed class CheckedPassage
{
    private string? _folded;

    public CheckedPassage(Passage passage)
    {
        Text = passage.Text;
        Language = WordForms.LanguageOf($"{passage.HeadingPath}\n{passage.Text}");
        Above = CheckTokenizer.Split($"{passage.HeadingPath}\n{passage.Title}", Language);
        AboveStems = [.. Above.Where(t => t.Stem.Length > 0).Select(t => t.Stem)];
        Units = [.. TextRegions.Of(Text).SelectMany(UnitsOf)];
        Stems = [.. Units.SelectMany(u => u.Stems)];
    }

    public string Text { get; }

    public string Language { get; }

    /// <summary>Words of title and headings.</summary>
    public IReadOnlyList<CheckToken> Above { get; }

    public HashSet<string> AboveStems { get; }

    public IReadOnlyList<SourceUnit> Units { get; }

    public HashSet<string> Stems { get; }

    /// <summary>Whether these words stand in the passage, whatever the white space between them.</summary>
    public bool Holds(string words)
    {
        var wanted = Fold(words);
        if (wanted.Length == 0) return false;
        _folded ??= Fold(Text);
        for (var at = _folded.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = _folded.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            if (IsBorder(_folded, at - 1, at) && IsBorder(_folded, at + wanted.Length - 1, at + wanted.Length)) return true;
        }

        return false;
    }

    // "5 days" does not stand in "15 days", nor "12" in "12.5" or in "12 %".
    private static bool IsBorder(string text, int left, int right) => left < 0 || right >= text.Length
        || !(IsWord(text[left]) && (IsWord(text[right]) || text[right] == '%' || (text[right] is '.' or ',' && right + 1 < text.Length && char.IsDigit(text[right + 1])))
            || (IsWord(text[right]) && (text[left] is '-' or '$' or '€' or '£' or '−' || (text[left] is '.' or ',' && left > 0 && char.IsDigit(text[left - 1])))));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c);

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IEnumerable<SourceUnit> UnitsOf(TextRegion region)
    {
        if (region.Kind == RegionKind.Table) return RowsOf(region);
        return region.Kind == RegionKind.List
            ? region.Lines.SelectMany(line => SentencesOf(line.Start, line.Text))
            : SentencesOf(region.Start, region.Text);
    }

    private IEnumerable<SourceUnit> SentencesOf(int start, string text) => SentenceSplitter.Split(text)
        .Select(s => new SourceUnit(this, start + s.Start, s.Length, CheckTokenizer.Split(s.Of(text).ToString(), Language)));

    private IEnumerable<SourceUnit> RowsOf(TextRegion region)
    {
        var cells = region.Lines.Select(line => (IReadOnlyList<IReadOnlyList<CheckToken>>)[.. line.Text.Trim().Trim('|').Split('|').Select(cell => CheckTokenizer.Split(cell, Language))]).ToList();
        var table = new SourceTable(cells);
        return region.Lines.Select((line, row) => new SourceUnit(this, line.Start, line.Text.Length, CheckTokenizer.Split(line.Text, Language)) { Table = table, Row = row });
    }
}

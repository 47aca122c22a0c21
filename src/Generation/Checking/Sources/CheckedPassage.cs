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
        var headers = new TableHeaders();
        Units = [.. TextRegions.Of(Text).SelectMany(region => UnitsOf(region, headers))];
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

    private IEnumerable<SourceUnit> UnitsOf(TextRegion region, TableHeaders headers)
    {
        if (region.Kind == RegionKind.Table || (region.Lines is [var only] && only.Text.Contains(" | ", StringComparison.Ordinal))) return RowsOf(region, headers);
        return region.Kind == RegionKind.List
            ? region.Lines.SelectMany(line => SentencesOf(line.Start, line.Text))
            : SentencesOf(region.Start, region.Text);
    }

    private IEnumerable<SourceUnit> SentencesOf(int start, string text) => SentenceSplitter.Split(text)
        .Select(s => new SourceUnit(this, start + s.Start, s.Length, CheckTokenizer.Split(s.Of(text).ToString(), Language)));

    private IEnumerable<SourceUnit> RowsOf(TextRegion region, TableHeaders headers)
    {
        string[][] rows = [.. region.Lines.Select(line => line.Text.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        // Where the columns are named further up, their names are the table's first row; the lines of a header stand for themselves.
        var above = headers.Over(rows, out var first);
        var shift = above is null ? 0 : 1 - first;
        var named = above is null ? rows : rows.Skip(first).Prepend(above);
        var table = new SourceTable([.. named.Select(row => (IReadOnlyList<IReadOnlyList<CheckToken>>)[.. row.Select(cell => CheckTokenizer.Split(cell, Language))])]);
        return region.Lines.Select((line, i) => new SourceUnit(this, line.Start, line.Text.Length, CheckTokenizer.Split(line.Text, Language))
        {
            Table = rows.Length == 1 && above is null || i + shift < 0 ? null : table, Row = Math.Max(0, i + shift),
        });
    }
}

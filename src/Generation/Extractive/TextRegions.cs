namespace RagDocs.Generation.Extractive;

internal enum RegionKind
{
    Prose,
    List,
    Table,
}

internal readonly record struct TextLine(int Start, string Text);

/// <summary>Neighbouring lines of one kind.</summary>
/// <param name="Source">The whole text the region lies in.</param>
internal sealed record TextRegion(RegionKind Kind, string Source, int Start, int Length, IReadOnlyList<TextLine> Lines)
{
    public string Text => Source.Substring(Start, Length);
}

/// <summary>Tells prose, lists and tables of a passage's plain text apart by its lines: rows hold " | ", items begin with a mark.</summary>
internal static class TextRegions
{
    public static List<TextRegion> Of(string text)
    {
        var regions = new List<TextRegion>();
        var lines = new List<TextLine>();
        var kind = RegionKind.Prose;
        foreach (var line in Lines(text))
        {
            if (string.IsNullOrWhiteSpace(line.Text))
            {
                // An empty line ends prose and tables; a list may be loose.
                if (kind != RegionKind.List) Close();
                continue;
            }

            var next = KindOf(line.Text);
            if (next != kind) Close();
            kind = next;
            lines.Add(line);
        }

        Close();
        return regions;

        void Close()
        {
            if (lines.Count == 0) return;
            var end = lines[^1].Start + lines[^1].Text.Length;
            // A single row has no header: it is read as a sentence.
            var closed = kind == RegionKind.Table && lines.Count == 1 ? RegionKind.Prose : kind;
            regions.Add(new TextRegion(closed, text, lines[0].Start, end - lines[0].Start, [.. lines]));
            lines.Clear();
        }
    }

    private static RegionKind KindOf(string line) =>
        line.Contains(" | ", StringComparison.Ordinal) ? RegionKind.Table
        : CandidateFinder.BulletMark().IsMatch(line) ? RegionKind.List
        : RegionKind.Prose;

    private static IEnumerable<TextLine> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            yield return new TextLine(start, text[start..end].TrimEnd('\r'));
            start = end + 1;
        }
    }
}

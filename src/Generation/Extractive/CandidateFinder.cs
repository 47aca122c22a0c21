using System.Text.RegularExpressions;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Extractive;

/// <summary>Cuts passages into sentences, table rows, list items and whole short lists.</summary>
internal static partial class CandidateFinder
{
    /// <summary>A list up to this many items and words is offered whole.</summary>
    private const int WholeListItems = 9;
    private const int WholeListWords = 110;

    /// <summary>An item longer than this is cut into its sentences.</summary>
    private const int LongItemWords = 45;

    private const int LongestLeadIn = 300;

    public static List<Candidate> Find(IReadOnlyList<Passage> passages)
    {
        var candidates = new List<Candidate>();
        for (var i = 0; i < passages.Count; i++)
        {
            Candidate? last = null;
            var headers = new TableHeaders();
            foreach (var region in TextRegions.Of(passages[i].Text))
            {
                var isRow = region is { Kind: RegionKind.Prose, Lines: [var only] } && only.Text.Contains(" | ", StringComparison.Ordinal);
                if (region.Kind != RegionKind.Table && !isRow) headers.Pass(region.Text);
                List<Candidate> found = region.Kind switch
                {
                    RegionKind.Table => Rows(i, passages[i].Title, region, headers),
                    _ when isRow && Rows(i, passages[i].Title, region, headers) is { Count: > 0 } row => row,
                    RegionKind.List => Items(i, region, last),
                    _ => Sentences(i, passages[i].Text, region.Start, region.Length, LeadsIn(last) ? last!.Text : ""),
                };
                candidates.AddRange(found.Where(c => !Boilerplate.Is(c)));
                last = found.Count > 0 ? found[^1] : last;
            }
        }

        return candidates;
    }

    /// <summary>A question or a line like a heading says what the paragraph below it is about.</summary>
    private static bool LeadsIn(Candidate? line) =>
        line is { Shape: CandidateShape.Sentence, Previous: null } && (line.Quote.AsSpan().TrimEnd().EndsWith("?") || Boilerplate.IsHeading(line));

    private static List<Candidate> Sentences(int passage, string text, int start, int length, string context)
    {
        var found = new List<Candidate>();
        foreach (var (offset, size) in SentenceSplitter.Split(text.Substring(start, length)))
        {
            var quote = text.Substring(start + offset, size);
            var previous = found.Count > 0 ? found[^1] : null;
            found.Add(new Candidate
            {
                Passage = passage, Shape = CandidateShape.Sentence, Start = start + offset, Quote = quote, Text = ItemText(quote),
                Context = previous is null ? context : $"{context} {previous.Text}", Previous = previous,
                Dangling = DanglingStart().IsMatch(quote),
            });
        }

        return found;
    }

    private static List<Candidate> Rows(int passage, string title, TextRegion table, TableHeaders headers)
    {
        var rows = table.Lines.Select(l => Cells(l.Text)).ToList();
        var figures = headers.Over(rows, out var first);
        var header = figures ?? rows[0];
        // A line alone is a row only below columns that are known.
        if (rows.Count == 1 && (figures is null || !figures.Any(h => h.Length > 0))) return [];
        var found = new List<Candidate>();
        for (var i = figures is null ? 1 : first; i < rows.Count; i++)
        {
            var (line, cells) = (table.Lines[i], rows[i]);
            found.Add(new Candidate
            {
                Passage = passage, Shape = CandidateShape.Row, Start = line.Start, Quote = line.Text, Text = RowText(header, cells),
                Context = figures is null ? string.Join(' ', header) : $"{title} {string.Join(' ', header)} {headers.Units}".Trim(), IsFigures = figures is not null, Cells = cells.Length == header.Length ? [.. header.Zip(cells)] : [],
                Units = figures is null ? "" : headers.Units,
            });
        }

        return found;
    }

    private static List<Candidate> Items(int passage, TextRegion list, Candidate? before)
    {
        var leadIn = before is { Shape: CandidateShape.Sentence } && before.Quote.Length <= LongestLeadIn ? before : null;
        var announces = leadIn is not null && leadIn.Quote.AsSpan().TrimEnd().EndsWith(":");
        var context = leadIn?.Text ?? "";
        var found = new List<Candidate>();
        if (list.Lines.Count is > 1 and <= WholeListItems && WordCount(list.Text) <= WholeListWords)
        {
            var start = announces ? leadIn!.Start : list.Start;
            var items = string.Join('\n', list.Lines.Select(l => Mark(l.Text) + ItemText(l.Text)));
            found.Add(new Candidate
            {
                Passage = passage, Shape = CandidateShape.List, Start = start, Quote = list.Source[start..(list.Start + list.Length)],
                Text = announces ? $"{leadIn!.Text}\n{items}" : items, Context = context,
            });
        }

        foreach (var line in list.Lines)
        {
            if (WordCount(line.Text) > LongItemWords)
            {
                found.AddRange(Sentences(passage, list.Source, line.Start, line.Text.Length, context));
                continue;
            }

            var item = ItemText(line.Text);
            found.Add(new Candidate
            {
                Passage = passage, Shape = CandidateShape.Item, Start = line.Start, Quote = line.Text.Trim(),
                Text = announces ? $"{leadIn!.Text}\n- {item}" : item, Context = context,
                Dangling = !announces && DanglingStart().IsMatch(item),
            });
        }

        return found;
    }

    private static string RowText(string[] header, string[] cells)
    {
        if (header.Length != cells.Length || cells.Length > 6) return string.Join(" | ", cells);
        var filled = header.Zip(cells).Where(c => c.Second.Length > 0);
        return string.Join("; ", filled.Select(c => c.First.Length == 0 ? c.Second : $"{c.First}: {c.Second}"));
    }

    // Steps keep their numbers.
    private static string Mark(string line) => StepNumber().Match(line) is { Success: true } step ? step.Groups["n"].Value + ". " : "- ";

    private static string[] Cells(string row) => row.Split('|', StringSplitOptions.TrimEntries);

    private static string ItemText(string line) => Fold(BulletMark().Replace(line, ""));

    private static string Fold(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static int WordCount(string text) => text.AsSpan().Count(' ') + text.AsSpan().Count('\n') + 1;

    [GeneratedRegex(@"^\s*([-*•◦▪‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex BulletMark();

    [GeneratedRegex(@"^\s*\(?(?<n>\d{1,3})[.)]\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StepNumber();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(
        @"^\W*(it|its|this|that|these|those|they|them|their|he|she|his|her|such|however|therefore|otherwise|instead|also|but|" +
        @"and|or|then|thus|additionally|moreover|furthermore|in (this|that|these|such) (case|event)s?|if (so|not)|" +
        @"else|both|the (former|latter))\b(?!\s+(is|are) (important|recommended|possible|necessary|required))(?<!\bit(?=\s+(is|was)\s+(\w+\s+){1,2}(that|to)\b))",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DanglingStart();
}

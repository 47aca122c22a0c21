using RagDocs.Retrieval;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// How a chosen text reads in an answer: of a table row the cells asked for with their headers, a dangling sentence with the one before or
/// its heading. The quote beside it stays as it stands.
/// </summary>
internal sealed class AnswerWording(AnalyzedQuestion question, IReadOnlyList<Passage> passages, WordSimilarity similarity)
{
    /// <summary>Share of a header's words that the question must name.</summary>
    private const double NamedHeader = 0.5;

    /// <summary>Sentences that may be taken along before a dangling one; then its heading must do.</summary>
    private const int MostLedIn = 2;

    /// <summary>Forms of one word count as the same.</summary>
    private const float SameWord = 0.75f;

    /// <param name="isLedIn">The sentence before stands before it in the answer.</param>
    public Sentence Write(Candidate candidate, bool isLedIn)
    {
        var evidence = new Evidence(candidate.Passage, candidate.Quote.Trim());
        if (candidate.Cells.Count > 0) return new Sentence(AskedCells(candidate) ?? candidate.Text, [evidence]);
        if (isLedIn || !candidate.Dangling) return new Sentence(candidate.Text, [evidence]);
        // As far back as it takes to name what is spoken of.
        var (text, first) = (candidate.Text, candidate);
        var quotes = new List<Evidence> { evidence };
        for (var step = 0; step < MostLedIn && first is { Dangling: true, Previous: { } previous }; step++)
        {
            (text, first) = ($"{previous.Text} {text}", previous);
            quotes.Add(new Evidence(previous.Passage, previous.Quote.Trim()));
        }

        var passage = passages[candidate.Passage];
        var heading = passage.HeadingPath.Split(" › ", StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? passage.Title;
        return new Sentence(!first.Dangling || heading.Length == 0 ? text : $"({heading}) {text}", quotes);
    }

    // "EMEA, 2023: 1,234" of "Region | 2022 | 2023"; null when the question names no column, or only the first.
    private string? AskedCells(Candidate row)
    {
        var (_, label) = row.Cells[0];
        var ofFigures = row.Units.Length > 0 || row.Cells.Skip(1).Any(c => TableHeaders.HasPeriod(c.Header));
        var filled = row.Cells.Skip(1).Where(c => c.Value.Length > 0).ToList();
        var asked = filled.Where(c => IsNamed(c.Header)).ToList();
        if (label.Length == 0 || !ofFigures && (asked.Count == 0 || asked.Count == row.Cells.Count - 1)) return null;
        var cells = string.Join("; ", (asked.Count == 0 ? filled : asked).Select(c => c.Header.Length == 0 ? c.Value : $"{c.Header}: {c.Value}"));
        return ofFigures ? $"{Whose(passages[row.Passage])}{label}{(asked is [_] ? ", " : "; ")}{cells}{(row.Units.Length == 0 ? "" : $" ({row.Units})")}" : $"{label}, {cells}";
    }

    // "Costco: " of the title "COSTCO 2021 10K", where the question asks about Costco: statements do not repeat whose they are.
    private string Whose(Passage passage)
    {
        var named = Tokenizer.Split(passage.Title).Where(t => !t.IsNumber && !t.Text.Any(char.IsAsciiDigit) && question.Terms.Any(q => q.Stem == t.Stem && q.LooksLikeName)).Select(t => t.Text).ToList();
        return named.Count == 0 ? "" : $"{string.Join(' ', named)}: ";
    }

    // Of columns for years the ones of the years asked for.
    private bool IsNamed(string header)
    {
        var words = Tokenizer.Split(header).Where(t => !t.IsStopWord).ToList();
        if (words.Exists(w => w.IsYear) && question.Terms.Any(t => t.IsYear)) return words.Exists(w => w.IsYear && question.Terms.Any(t => t.Stem == w.Stem));
        return words.Count > 0 && words.Count(Names) >= NamedHeader * words.Count;
    }

    private bool Names(Term word)
    {
        if (similarity.Of(word.Stem) is not { } likeness) return false;
        for (var i = 0; i < likeness.Length; i++)
        {
            if (likeness[i] >= SameWord && !FrameWords.Contains(question.Terms[i])) return true;
        }

        return false;
    }
}

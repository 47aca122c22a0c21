namespace RagDocs.Generation.Extractive;

/// <summary>What a row of a table is about, and what it can answer.</summary>
internal static class TableRows
{
    /// <summary>A label of which the question names only a part is mostly another row's: "Total lease assets" are not the total assets.</summary>
    private const double HalfNamed = 0.5;

    /// <summary>Labels of sums, which name nothing by themselves.</summary>
    private static readonly HashSet<string> SumWords = [.. Tokenizer.Split("total subtotal sum net other balance").Select(t => t.Stem)];

    /// <summary>Share of the first cell's words, which name what a row is about, that the question names.</summary>
    public static double Subject(Candidate row, WordSimilarity similarity)
    {
        var cell = Tokenizer.Split(row.Quote.Split('|', StringSplitOptions.TrimEntries)[0]).Where(t => !t.IsStopWord).ToList();
        if (cell.TrueForAll(t => SumWords.Contains(t.Stem))) return 0;
        var named = cell.Average(t => similarity.Of(t.Stem) is { } near && near.Max() >= 1 ? 1.0 : 0.0);
        return named < 1 && row.IsFigures ? HalfNamed * named : named;
    }

    /// <summary>A row of figures gives amounts and explains nothing; what it counts stands once above the table.</summary>
    /// <param name="fit">What its own text shows of the kind asked for.</param>
    public static double Fit(QuestionAspect aspect, Candidate row, double fit) => aspect.Kind switch
    {
        AnswerKind.Amount => aspect.Unit == "$" && row.Units.Length > 0 && fit > 0 ? 1 : fit,
        AnswerKind.Reason or AnswerKind.Steps or AnswerKind.Definition or AnswerKind.YesNo => 0,
        AnswerKind.Any => 0.5 * fit,
        _ => fit,
    };
}

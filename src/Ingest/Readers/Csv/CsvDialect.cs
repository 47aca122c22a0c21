namespace RagDocs.Ingest.Readers.Csv;

/// <summary>How a list of values is written: what separates them and what quotes them.</summary>
/// <param name="SkippedLines">Lines at the top that only name the separator ("sep=;").</param>
internal sealed record CsvDialect(char Separator, char Quote, int SkippedLines)
{
    private const int RowsLookedAt = 100;

    // The first of equals wins: a tab is never typed by accident, a comma stands in numbers and in text.
    private static readonly char[] Separators = ['\t', ';', '|', ','];

    /// <summary>The separator with which the rows have most nearly the same number of values.</summary>
    /// <param name="sample">Beginning of the file; its last line may be cut.</param>
    public static CsvDialect Guess(string sample, bool isTabFile)
    {
        var skipped = 0;
        if (sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 5 && sample[5] is '\r' or '\n')
            return new CsvDialect(sample[4], '"', SkippedLines: 1);
        if (isTabFile && sample.Contains('\t', StringComparison.Ordinal)) return new CsvDialect('\t', QuoteOf(sample, '\t'), skipped);
        var best = (Score: 0.0, Separator: ',');
        foreach (var separator in Separators)
        {
            var score = Score(sample, separator);
            if (score > best.Score + 0.001) best = (score, separator);
        }

        return new CsvDialect(best.Separator, QuoteOf(sample, best.Separator), skipped);
    }

    /// <summary>Share of rows that have the commonest number of values, if that is more than one; more values tell a little more.</summary>
    private static double Score(string sample, char separator)
    {
        var counts = new List<int>();
        using var text = new StringReader(sample);
        foreach (var record in CsvRecords.Read(text, new CsvDialect(separator, '"', 0), isSample: true).Take(RowsLookedAt)) counts.Add(record.Values.Count);
        if (counts.Count > 1) counts.RemoveAt(counts.Count - 1);
        if (counts.Count == 0) return 0;
        var commonest = counts.GroupBy(c => c).MaxBy(g => (g.Count(), g.Key))!;
        if (commonest.Key < 2) return counts.Exists(c => c > 1) ? 0.001 : 0;
        return (double)commonest.Count() / counts.Count + Math.Min(commonest.Key, 50) * 0.0005;
    }

    private static char QuoteOf(string sample, char separator)
    {
        var quoted = 0;
        var values = 0;
        foreach (var line in sample.AsSpan().EnumerateLines())
        {
            foreach (var range in line.Split(separator))
            {
                var value = line[range].Trim();
                if (value.IsEmpty) continue;
                values++;
                if (value.Length >= 2 && value[0] == '\'' && value[^1] == '\'') quoted++;
            }

            if (values > 1_000) break;
        }

        return quoted * 3 > values ? '\'' : '"';
    }
}

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// BM25 over weighted fields (Robertson, Zaragoza and Taylor 2004; each field with its own b as in Zaragoza et al. 2004, "Microsoft
/// Cambridge at TREC-13"): x = Σ weight · tf / (1 − b + b · length / average), score = idf · (k1 + 1) · x / (k1 + x), with
/// idf = ln(1 + (N − df + ½) / (df + ½)), which is never negative.
/// </summary>
/// <param name="K1">How fast repeating a word stops to help; above 0.</param>
/// <param name="Fields">In the order in which the part was built.</param>
internal sealed record Bm25Options(double K1, IReadOnlyList<FieldOptions> Fields);

/// <param name="Weight">0 leaves the field out.</param>
/// <param name="B">Share of the field's length that is held against it, 0 to 1.</param>
internal sealed record FieldOptions(double Weight, double B);

/// <summary>What scoring must know of the whole collection, summed over all its parts so that units of different parts compare.</summary>
/// <param name="Units">In all parts.</param>
/// <param name="AverageLengths">Terms in each field of a unit.</param>
internal sealed record CorpusStatistics(long Units, IReadOnlyList<double> AverageLengths)
{
    public static CorpusStatistics Of(IReadOnlyCollection<KeywordPart> parts)
    {
        var units = parts.Sum(part => (long)part.Units);
        var fields = parts.Count == 0 ? 0 : parts.Max(part => part.Fields);
        double Average(int field) => units == 0 ? 0 : parts.Sum(part => part.TotalLength(field)) / (double)units;
        return new CorpusStatistics(units, [.. Enumerable.Range(0, fields).Select(Average)]);
    }

    /// <param name="documentFrequency">Units that hold the term, in all parts.</param>
    public double InverseDocumentFrequency(long documentFrequency)
    {
        var frequency = Math.Min(documentFrequency, Units);
        return Math.Log(1 + (Units - frequency + 0.5) / (frequency + 0.5));
    }
}

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// How a field's frequencies are weighed by its length, for one query. Single precision, each step rounded by itself, so that a bound is
/// never below what it bounds: every step is monotone in the frequency and the length.
/// </summary>
internal readonly record struct FieldNorm(float Weight, float Base, float Slope)
{
    // An empty field of a unit must not divide by 0, even with b = 1.
    private const double SmallestBase = 1e-6;

    public FieldNorm(FieldOptions options, double averageLength)
        : this((float)options.Weight, (float)Math.Max(1 - options.B, SmallestBase), (float)(options.B / (averageLength > 0 ? averageLength : 1)))
    {
    }

    public float Weigh(int frequency, int length) => frequency * (Weight / (Base + Slope * length));

    public static FieldNorm[] Of(Bm25Options options, CorpusStatistics statistics) =>
        [.. options.Fields.Select((field, i) => new FieldNorm(field, i < statistics.AverageLengths.Count ? statistics.AverageLengths[i] : 0))];
}

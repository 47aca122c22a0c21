namespace RagDocs.Generation.Warnings;

/// <summary>Finds the documents past their review that a sentence rests on with nothing newer beside them (pure).</summary>
internal static class OverdueSources
{
    /// <param name="documentOf">Of a passage.</param>
    /// <param name="reviewBy">The day each document's review is due; those without one are never overdue.</param>
    /// <returns>Each such document once, with the first passage that is cited of it.</returns>
    public static IEnumerable<(int Passage, DateOnly ReviewBy)> Find(
        IReadOnlyList<Sentence> sentences, Func<int, long> documentOf, IReadOnlyDictionary<long, DateOnly> reviewBy, DateOnly today)
    {
        var rested = sentences.Where(s => s.Evidence.Count > 0 && s.Evidence.All(e => IsOverdue(documentOf(e.Passage)))).SelectMany(s => s.Evidence);
        return rested.DistinctBy(e => documentOf(e.Passage)).Select(e => (e.Passage, reviewBy[documentOf(e.Passage)]));

        bool IsOverdue(long document) => reviewBy.TryGetValue(document, out var day) && day < today;
    }
}

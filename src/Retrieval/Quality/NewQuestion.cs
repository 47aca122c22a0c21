using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>A question that was looked over and may be saved.</summary>
internal sealed record NewQuestion(string Text, long? CollectionId, IReadOnlyList<NewPlace> Places)
{
    /// <exception cref="QualitySetException">It is empty or too long, or has no place.</exception>
    public static NewQuestion Of(string text, long? collectionId, IReadOnlyList<NewPlace> places)
    {
        var asked = text.Trim();
        if (asked.Length is 0 or > QualitySets.LongestText)
        {
            throw new QualitySetException($"A question has between 1 and {QualitySets.LongestText} characters.");
        }

        if (places.Count == 0) throw new QualitySetException("A question needs at least one place that answers it: without one nothing can be measured.");
        if (places.Any(p => p.Quote.Length > QualitySets.LongestText)) throw new QualitySetException($"A quote has at most {QualitySets.LongestText} characters.");
        return new NewQuestion(asked, collectionId, [.. places.Select(p => p with { Quote = p.Quote.Trim() }).Distinct()]);
    }

    public QualityQuestion In(long setId, DateTimeOffset now) => new()
    {
        SetId = setId, Text = Text, CollectionId = CollectionId, CreatedAt = now, Places = Expected(),
    };

    public List<ExpectedPlace> Expected() =>
        [.. Places.Select(p => new ExpectedPlace { DocumentId = p.DocumentId, Page = p.Page, Quote = p.Quote })];
}

namespace RagDocs.Retrieval.Store;

/// <summary>
/// How <see cref="Document.ReviewBy"/> tells who named the day: a person's is kept as its noon (UTC), one that stands in the document itself as its
/// midnight. So a new version of the document can bring a new day along, and never overrules a person.
/// </summary>
public static class ReviewDay
{
    private const int Noon = 12;

    public static DateTimeOffset OfPerson(DateOnly day) => new(day.ToDateTime(new TimeOnly(Noon, 0)), TimeSpan.Zero);

    public static DateTimeOffset OfDocument(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static bool IsOfPerson(DateTimeOffset stored) => stored.UtcDateTime.Hour == Noon;

    public static DateOnly Of(DateTimeOffset stored) => DateOnly.FromDateTime(stored.UtcDateTime);
}

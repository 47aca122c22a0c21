namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>Words of the question that documents write in another form as well.</summary>
/// <param name="Asked">As the question has them.</param>
/// <param name="Also">The other form, as documents write it.</param>
/// <param name="First">Position of the first of the question's words.</param>
/// <param name="Count">Of the question's words.</param>
/// <param name="Documents">That say so, of those the asker may read.</param>
internal sealed record Expansion(string Asked, string Also, int First, int Count, int Documents)
{
    public bool Overlaps(Expansion other) => First < other.First + other.Count && other.First < First + Count;
}

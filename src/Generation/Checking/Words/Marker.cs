namespace RagDocs.Generation.Checking.Words;

internal enum MarkerGroup
{
    Negation,
    Quantity,
    Bound,
    Modality,
    Order,
}

internal enum MarkerMeaning
{
    Not,
    All,
    Most,
    Some,
    Only,
    AtLeast,
    AtMost,
    About,
    Must,
    Should,
    May,
    Before,
    After,
}

/// <summary>A word or phrase that turns what is said: not, at least, only, must, before.</summary>
/// <param name="At">First token of the phrase.</param>
/// <param name="Count">Tokens of the phrase.</param>
/// <param name="Scope">Tokens it bears on, nearest first.</param>
internal sealed record Marker(MarkerGroup Group, MarkerMeaning Meaning, int At, int Count, IReadOnlyList<int> Scope);

namespace RagDocs.Generation.Extractive;

/// <summary>A candidate with what speaks for it.</summary>
/// <param name="Candidate">The text.</param>
/// <param name="Terms">Its words and numbers.</param>
/// <param name="Matches">For each question term, how well the text itself holds it, 0 to 1.</param>
/// <param name="Nearby">The same, when lead-in, headings and the rest of the passage may help, discounted by distance.</param>
/// <param name="Read">The same for the text read with its lead-in and headings, as a person would, not discounted.</param>
/// <param name="Naming">How surely it speaks of the identifiers asked for, 0 to 1.</param>
/// <param name="Words">Distinct stems of the text, for telling near-duplicates.</param>
internal sealed record ScoredCandidate(
    Candidate Candidate, IReadOnlyList<Term> Terms, float[] Matches, float[] Nearby, float[] Read, double Naming,
    IReadOnlySet<string> Words)
{
    /// <summary>For each question term, how well lead-in, headings and title hold it, 0 to 1.</summary>
    public float[] LeadIn { get; init; } = [];

    /// <summary>Cosine of the text's vector and the question's, never below 0.</summary>
    public float Meaning { get; init; }

    /// <summary>Of a table row, the share of its first cell's words that the question names.</summary>
    public double Subject { get; init; }

    /// <summary>A rule for a group of people that the question does not name.</summary>
    public bool ForOthers { get; init; }

    /// <summary>How well it answers, whatever else could be chosen: what sufficiency is judged by.</summary>
    public double Relevance { get; init; }

    /// <summary>Relevance with what makes it the better choice: what is ranked by.</summary>
    public double Score { get; init; }

    /// <summary>How well the text shows the kind of thing asked for, 0 to 1.</summary>
    public double KindFit { get; init; }
}

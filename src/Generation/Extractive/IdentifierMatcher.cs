using RagDocs.Retrieval;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Tells whether a text speaks of the very things a question names by number, letter or code, by its own words or by where it stands.
/// </summary>
internal sealed class IdentifierMatcher(IReadOnlyList<Identifier> identifiers, IReadOnlyList<Passage> passages)
{
    private const double AboveIt = 0.9;
    private const double BesideIt = 0.75;

    private readonly List<Term>[] _above =
        [.. passages.Select(p => identifiers.Count == 0 ? [] : Tokenizer.Split($"{p.Title}\n{p.Path}\n{p.HeadingPath}"))];

    private readonly List<Term>[] _beside = [.. passages.Select(p => identifiers.Count == 0 ? [] : Tokenizer.Split(p.Text))];

    /// <summary>1 when nothing is named or the text names it all, 0 when something is not named even near it.</summary>
    public double Match(Candidate candidate, IReadOnlyList<Term> terms)
    {
        var least = 1.0;
        foreach (var identifier in identifiers) least = Math.Min(least, Match(identifier, candidate, terms));
        return least;
    }

    private double Match(Identifier identifier, Candidate candidate, IReadOnlyList<Term> terms)
    {
        if (identifier.IsIn(terms) || HasCell(identifier, candidate)) return 1;
        if (identifier.SiblingIsIn(terms)) return 0;
        if (identifier.IsIn(Tokenizer.Split(candidate.Context)) || identifier.IsIn(_above[candidate.Passage])) return AboveIt;
        // In a table a row holds for its own first cell only.
        return candidate.Shape != CandidateShape.Row && identifier.IsIn(_beside[candidate.Passage]) ? BesideIt : 0;
    }

    // "error 40" is the row whose first cell is 40: the series is named by the column or by the table.
    private static bool HasCell(Identifier identifier, Candidate candidate) =>
        candidate.Shape == CandidateShape.Row
        && Tokenizer.Split(candidate.Quote.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "")
            is [var only] && only.Stem == identifier.Member;
}

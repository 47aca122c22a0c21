namespace RagDocs.Generation.Extractive;

/// <summary>Picks what stands in the answer from the ranked candidates, and puts it in reading order.</summary>
internal sealed class AnswerComposer(ExtractiveOptions options)
{
    /// <summary>Two texts that share this much of the shorter one's words say the same.</summary>
    private const double SameWords = 0.75;

    /// <param name="rankings">For each aspect of the question, its candidates, best first.</param>
    public IReadOnlyList<Sentence> Compose(IReadOnlyList<IReadOnlyList<ScoredCandidate>> rankings)
    {
        var chosen = new List<ScoredCandidate>();
        foreach (var ranking in rankings) Take(chosen, ranking.FirstOrDefault(c => !chosen.Exists(other => SaysTheSame(other, c) && other != c)));
        foreach (var ranking in rankings)
        {
            foreach (var further in ranking.TakeWhile(c => c.Score >= options.FurtherSentenceShare * ranking[0].Score))
            {
                if (chosen.Count >= options.MaximumSentences) break;
                Take(chosen, further);
            }
        }

        return [.. InReadingOrder(chosen).Select(Write)];
    }

    private static void Take(List<ScoredCandidate> chosen, ScoredCandidate? next)
    {
        if (next is null || chosen.Exists(c => SaysTheSame(c, next) || Overlaps(c.Candidate, next.Candidate))) return;
        chosen.Add(next);
    }

    // Sentences of one passage go in its order; passages in the order of their best sentence.
    private static IEnumerable<ScoredCandidate> InReadingOrder(List<ScoredCandidate> chosen) =>
        chosen.GroupBy(c => c.Candidate.Passage).SelectMany(passage => passage.OrderBy(c => c.Candidate.Start));

    private static Sentence Write(ScoredCandidate scored)
    {
        var candidate = scored.Candidate;
        var evidence = new Evidence(candidate.Passage, candidate.Quote.Trim());
        if (!candidate.Dangling || candidate.Previous is null) return new Sentence(candidate.Text, [evidence]);
        var previous = candidate.Previous;
        return new Sentence($"{previous.Text} {candidate.Text}", [evidence, new Evidence(previous.Passage, previous.Quote.Trim())]);
    }

    private static bool Overlaps(Candidate a, Candidate b) =>
        a.Passage == b.Passage && ((a.Start < b.Start + b.Quote.Length && b.Start < a.Start + a.Quote.Length) || a.Previous == b || b.Previous == a && b.Dangling);

    private static bool SaysTheSame(ScoredCandidate a, ScoredCandidate b)
    {
        var shorter = Math.Min(a.Words.Count, b.Words.Count);
        return shorter > 0 && a.Words.Intersect(b.Words).Count() >= SameWords * shorter;
    }
}

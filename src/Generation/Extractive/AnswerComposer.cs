namespace RagDocs.Generation.Extractive;

/// <summary>Picks what stands in the answer from the ranked candidates, best first, neighbours in the order of the text.</summary>
internal sealed class AnswerComposer(ExtractiveOptions options, AnswerWording wording)
{
    /// <summary>Two texts that share this much of the shorter one's words say the same.</summary>
    private const double SameWords = 0.75;

    /// <summary>A further sentence must show the kind of thing asked for about as well as the best.</summary>
    private const double SameKind = 0.5;

    /// <summary>What stands in the same passage as the best text may be so much worse: it needs no further source.</summary>
    private const double SameSource = 0.04;

    /// <summary>Where the first text clearly shows what is asked for, another source has less to add.</summary>
    private const double ShownAlready = 0.05;

    /// <summary>An item that stands out less from its list is only understood with the whole list.</summary>
    private const double StandsOut = 0.06;

    /// <param name="rankings">For each aspect of the question, its candidates, best first.</param>
    /// <param name="kind">Of the first: a yes or no begins with the sentence that decides, steps keep the order of the text.</param>
    public IReadOnlyList<Sentence> Compose(IReadOnlyList<IReadOnlyList<ScoredCandidate>> rankings, AnswerKind kind = AnswerKind.Any)
    {
        var chosen = new List<ScoredCandidate>();
        foreach (var ranking in rankings) Take(chosen, ranking, ranking[0]);
        foreach (var ranking in rankings) AddFurther(chosen, ranking, options.FurtherSentenceShare, c => IsWorthItsSource(chosen, ranking[0], c));
        foreach (var ranking in rankings) AddFurther(chosen, ranking, options.FurtherSentenceShare - SameSource, c => c.Candidate.Passage == ranking[0].Candidate.Passage);

        var ordered = kind == AnswerKind.Steps ? InOrderOfText(chosen) : NeighboursInOrder(chosen, keepFirst: kind == AnswerKind.YesNo);
        return [.. ordered.Select((c, i) => wording.Write(c.Candidate, isLedIn: i > 0 && ordered[i - 1].Candidate == c.Candidate.Previous))];
    }

    private void AddFurther(List<ScoredCandidate> chosen, IReadOnlyList<ScoredCandidate> ranking, double share, Predicate<ScoredCandidate> isWorthIt)
    {
        var best = ranking[0];
        foreach (var further in ranking.Skip(1).TakeWhile(c => c.Score >= share * best.Score))
        {
            if (chosen.Count == options.MaximumSentences) return;
            if (!IsOtherRow(best, further) && further.KindFit >= SameKind * best.KindFit && isWorthIt(further)) Take(chosen, ranking, further);
        }
    }

    // Beside the total assets asked for, the total liabilities are no further answer.
    private static bool IsOtherRow(ScoredCandidate best, ScoredCandidate further) =>
        best.Candidate.IsFigures && best.Subject >= 1 && further.Candidate.IsFigures && further.Subject < 1;

    private bool IsWorthItsSource(List<ScoredCandidate> chosen, ScoredCandidate best, ScoredCandidate further) =>
        chosen.Exists(c => c.Candidate.Passage == further.Candidate.Passage) || further.Score >= (options.FurtherSourceShare + (best.KindFit >= 1 ? ShownAlready : 0)) * best.Score;

    private static void Take(List<ScoredCandidate> chosen, IReadOnlyList<ScoredCandidate> ranking, ScoredCandidate next)
    {
        next = ItemOrList(ranking, next);
        if (!chosen.Exists(c => SaysTheSame(c, next) || Overlaps(c.Candidate, next.Candidate))) chosen.Add(next);
    }

    private static ScoredCandidate ItemOrList(IReadOnlyList<ScoredCandidate> ranking, ScoredCandidate next)
    {
        if (next.Candidate.Shape is not (CandidateShape.Item or CandidateShape.List)) return next;
        var list = ranking.FirstOrDefault(c => c.Candidate.Shape == CandidateShape.List && Contains(c.Candidate, next.Candidate));
        if (list is null) return next;
        var items = ranking.Where(c => c.Candidate.Shape == CandidateShape.Item && Contains(list.Candidate, c.Candidate)).Take(2).ToList();
        var standsOut = items.Count == 2 && items[0].Score >= items[1].Score + StandsOut && items[0].Score >= list.Score - StandsOut;
        return standsOut ? items[0] : list;
    }

    // The passages stay in the order in which they were chosen.
    private static List<ScoredCandidate> InOrderOfText(List<ScoredCandidate> chosen) =>
        [.. chosen.GroupBy(c => c.Candidate.Passage).SelectMany(g => g.OrderBy(c => c.Candidate.Start))];

    private static List<ScoredCandidate> NeighboursInOrder(List<ScoredCandidate> chosen, bool keepFirst)
    {
        var ordered = new List<ScoredCandidate>();
        foreach (var next in chosen)
        {
            var follower = ordered.FindIndex(c => c.Candidate.Previous == next.Candidate);
            var leader = ordered.FindIndex(c => next.Candidate.Previous is { } previous && c.Candidate == previous);
            ordered.Insert(follower > 0 || (follower == 0 && !keepFirst) ? follower : leader >= 0 ? leader + 1 : ordered.Count, next);
        }

        return ordered;
    }

    private static bool Contains(Candidate outer, Candidate inner) =>
        outer.Passage == inner.Passage && outer.Start <= inner.Start && inner.End <= outer.End;

    // A dangling sentence brings its predecessor along, unless that was chosen before it.
    private static bool Overlaps(Candidate chosen, Candidate next) =>
        chosen.Passage == next.Passage
        && ((chosen.Start < next.End && next.Start < chosen.End) || (chosen.Dangling && chosen.Previous == next));

    private static bool SaysTheSame(ScoredCandidate a, ScoredCandidate b)
    {
        var shorter = Math.Min(a.Words.Count, b.Words.Count);
        return shorter > 0 && a.Words.Intersect(b.Words).Count() >= SameWords * shorter;
    }
}
